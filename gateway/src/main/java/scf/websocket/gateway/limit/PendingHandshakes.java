package scf.websocket.gateway.limit;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Handshakes that are not answered yet: how many there may be, in all and of one address ({@link AddressKey}), and how many of one
 * address may be at register at the same time while the rest of them wait in line. So one address that opens connections faster than
 * register takes them cannot have all of register. Thread-safe.
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

    /** One handshake that may go on. */
    public final class Ticket {
        private final String address;
        private @Nullable Runnable turn;
        private boolean begun;
        private boolean ended;

        private Ticket(String address) {
            this.address = address;
        }

        /**
         * @param run when its turn has come: at once, or by the thread that ends another
         * @return whether it has run
         */
        public boolean begin(Runnable run) {
            boolean now = PendingHandshakes.this.begin(this, run);
            if (now) {
                run.run();
            }
            return now;
        }

        /** Leaves the line; false if its turn has come. */
        public boolean giveUp() {
            return PendingHandshakes.this.giveUp(this);
        }

        /** It is answered, or over. Once it has ended, further calls do nothing. */
        public void end() {
            Runnable next = PendingHandshakes.this.end(this);
            if (next != null) {
                next.run();
            }
        }
    }

    /**
     * @param most in all
     * @param mostPerAddress of one address; 0 for any, and then none of them waits for others of its address
     * @param atOncePerAddress of these, those that do not wait
     */
    public PendingHandshakes(int most, int mostPerAddress, int atOncePerAddress) {
        this.most = most;
        boolean any = mostPerAddress == 0;
        this.mostPerAddress = any ? Integer.MAX_VALUE : mostPerAddress;
        this.atOncePerAddress = any ? Integer.MAX_VALUE : atOncePerAddress;
    }

    /** The limit that one more of that address would exceed, or null. */
    public synchronized @Nullable Limit exceeded(String address) {
        if (pending >= most) {
            return Limit.MAX_PENDING_HANDSHAKES;
        }
        Address of = addresses.get(AddressKey.of(address));
        return of != null && of.pending >= mostPerAddress ? Limit.MAX_PENDING_HANDSHAKES_PER_ADDRESS : null;
    }

    /** Counts one more, to be ended. */
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

    /** Handshakes that are not answered yet. */
    public synchronized int pending() {
        return pending;
    }
}
