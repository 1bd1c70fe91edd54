package scf.websocket.soak.siege;

/** One way to bring a gateway down, bounded in count and bytes. */
interface Attack {
    /** For the table and the command line: lower case, with dashes. */
    String name();

    /** What it does, in one line. */
    String about();

    /**
     * Attacks until it is through or the ground says that it is over. What an attacker's socket meets is no failure of the attack: it
     * is booked. Sockets that stay open are left to the ground, which keeps them until the gateway's recovery was measured.
     */
    void run(AttackContext context) throws InterruptedException;

    /** Whether it makes sense with that set-up: attackers speak TLS only where TLS is what they attack. */
    default boolean fits(Setup setup) {
        return setup != Setup.TLS;
    }

    /** How long register takes for the attackers. */
    default int registerMillis() {
        return 0;
    }

    /** Whether the gateway has to be rid of the attackers' sockets while they hold on to them. */
    default boolean holdsOn() {
        return false;
    }
}
