package scf.websocket.soak.siege;

/** One attack on a gateway, bounded in connections and bytes. */
interface Attack {
    /** The name in the table and on the command line: lower case, with dashes. */
    String name();

    /** A description in one line. */
    String about();

    /**
     * Attacks until the attack is complete or the context ends it. Failures of attacking sockets do not fail the attack: they are counted.
     * Sockets that stay open are handed to the context, which holds them until the recovery of the gateway is measured.
     */
    void run(AttackContext context) throws InterruptedException;

    /** Whether it makes sense with the set-up: attackers speak TLS only where they attack TLS. */
    default boolean fits(Setup setup) {
        return setup != Setup.TLS;
    }

    /** How long register takes for attackers. */
    default int registerMillis() {
        return 0;
    }

    /** Whether the gateway must close the sockets of the attackers while these keep them open. */
    default boolean holdsOn() {
        return false;
    }
}
