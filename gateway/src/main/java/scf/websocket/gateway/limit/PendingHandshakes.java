package scf.websocket.gateway.limit;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limits the handshakes in flight in total and per address ({@link AddressKey}), and how many of one address may invoke
 * register concurrently while its others wait. So an address that opens connections faster than register accepts them
 * cannot monopolize register. Thread-safe.
 */
public final class PendingHandshakes {
    private final int most;
    private final int mostPerAddress;
    private final int atOncePerAddress;
    private final Map<String, Address> addresses = new HashMap<>();
    private int pending;

    private static final class Address {
        final ArrayDeque<Ticket> line = new ArrayDeque<>();
        int pending;
        int begun;
    }

    /** A handshake in flight. */
    public final class Ticket {
        private final String address;
        private @Nullable Runnable turn;
        private boolean begun;
        private boolean ended;

        private Ticket(String address) {
            this.address = address;
        }

        /**
         * @param run called once the handshake may proceed: immediately, or in the thread that ends another
         * @return whether it was called immediately
         */
        public boolean begin(Runnable run) {
            boolean now = PendingHandshakes.this.begin(this, run);
            if (now) {
                run.run();
            }
            return now;
        }

        /** Stops waiting; false if the handshake may already proceed. */
        public boolean giveUp() {
            return PendingHandshakes.this.giveUp(this);
        }

        /** Ends the handshake. Repeated calls have no effect. */
        public void end() {
            Runnable next = PendingHandshakes.this.end(this);
            if (next != null) {
                next.run();
            }
        }
    }

    /**
     * @param most in total
     * @param mostPerAddress per address; 0 for no limit, in which case none waits for others of its address
     * @param atOncePerAddress handshakes of one address that may proceed concurrently
     */
    public PendingHandshakes(int most, int mostPerAddress, int atOncePerAddress) {
        this.most = most;
        boolean any = mostPerAddress == 0;
        this.mostPerAddress = any ? Integer.MAX_VALUE : mostPerAddress;
        this.atOncePerAddress = any ? Integer.MAX_VALUE : atOncePerAddress;
    }

    /** Returns the limit that another handshake of that address would exceed, or null. */
    public synchronized @Nullable Limit exceeded(String address) {
        if (pending >= most) {
            return Limit.MAX_PENDING_HANDSHAKES;
        }
        Address of = addresses.get(AddressKey.of(address));
        return of != null && of.pending >= mostPerAddress ? Limit.MAX_PENDING_HANDSHAKES_PER_ADDRESS : null;
    }

    /** Counts a handshake, until {@link Ticket#end}. */
    public synchronized Ticket add(String address) {
        pending++;
        String key = AddressKey.of(address);
        addresses.computeIfAbsent(key, unknown -> new Address()).pending++;
        return new Ticket(key);
    }

    private synchronized boolean begin(Ticket ticket, Runnable turn) {
        Address of = addresses.get(ticket.address);
        if (of == null || ticket.ended) {
            return false;
        }
        if (of.begun < atOncePerAddress) {
            of.begun++;
            ticket.begun = true;
            return true;
        }
        ticket.turn = turn;
        of.line.add(ticket);
        return false;
    }

    private synchronized boolean giveUp(Ticket ticket) {
        if (ticket.begun || ticket.ended) {
            return false;
        }
        end(ticket);
        return true;
    }

    private synchronized @Nullable Runnable end(Ticket ticket) {
        Address of = addresses.get(ticket.address);
        if (ticket.ended || of == null) {
            return null;
        }
        ticket.ended = true;
        pending--;
        if (--of.pending == 0) {
            addresses.remove(ticket.address);
        }
        if (!ticket.begun) {
            of.line.remove(ticket);
            return null;
        }
        of.begun--;
        Ticket next = of.line.poll();
        if (next == null) {
            return null;
        }
        of.begun++;
        next.begun = true;
        return next.turn;
    }

    /** Returns the number of handshakes in flight. */
    public synchronized int pending() {
        return pending;
    }
}
