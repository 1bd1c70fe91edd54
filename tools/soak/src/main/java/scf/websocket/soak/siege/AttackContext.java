package scf.websocket.soak.siege;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What an attack needs: the ports of the gateway, the remaining time, and a loopback address of its own, so that limits by address do not
 * hit honest clients. Thread-safe.
 */
final class AttackContext implements AutoCloseable {
    /** The read size of an attacker, and the receive buffer of its socket. */
    static final int SMALL_BUFFER = 4096;

    private static final int STALLED_MILLIS = 700;

    /** Handshakes in progress. */
    private static final int AT_A_TIME = 100;

    private final GatewayPorts ports;
    private final AttackTally tally;
    private final Random random;
    private final long deadline;
    private final Queue<AttackSocket> held = new ConcurrentLinkedQueue<>();

    AttackContext(GatewayPorts ports, AttackTally tally, long seed, int seconds) {
        this.ports = ports;
        this.tally = tally;
        this.random = new Random(seed);
        this.deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }

    GatewayPorts ports() {
        return ports;
    }

    AttackTally tally() {
        return tally;
    }

    Random random() {
        return random;
    }

    boolean over() {
        return System.nanoTime() >= deadline || Thread.currentThread().isInterrupted();
    }

    /** Waits for the end of the attack: honest clients are measured for the same time with each. */
    void awaitOver() {
        while (!over()) {
            rest(20);
        }
    }

    /** The address of all attackers; honest clients use 127.0.0.1. */
    static InetAddress attackersAddress() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** A socket to the public listener, from the address of the attackers. */
    AttackSocket toClients() throws IOException {
        return to(ports.clients());
    }

    /** A socket to the internal listener. */
    AttackSocket toPushes() throws IOException {
        return to(ports.pushes());
    }

    private AttackSocket to(int target) throws IOException {
        return new AttackSocket(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), target),
                attackersAddress(),
                tally,
                STALLED_MILLIS);
    }

    /** Opens clients with bounded concurrency and returns the admitted ones; the others are counted. */
    List<AttackSocket> open(int count, String... headers) {
        List<AttackSocket> clients = new ArrayList<>();
        for (int left = count; left > 0 && !over(); left -= AT_A_TIME) {
            List<AttackSocket> more = connect(Math.min(left, AT_A_TIME));
            more.removeIf(client -> !asks(client, headers));
            more.removeIf(client -> !isIn(client));
            clients.addAll(more);
        }
        return clients;
    }

    private boolean asks(AttackSocket client, String... headers) {
        try {
            client.ask(headers);
            return true;
        } catch (IOException e) {
            tally.count("cut");
            return false;
        }
    }

    private boolean isIn(AttackSocket client) {
        try {
            return client.status() == 101;
        } catch (IOException e) {
            tally.count("cut");
            return false;
        }
    }

    /** Opens sockets to the public listener. */
    List<AttackSocket> connect(int count) {
        List<AttackSocket> clients = new ArrayList<>();
        for (int i = 0; i < count && !over(); i++) {
            try {
                AttackSocket client = toClients();
                hold(client);
                clients.add(client);
            } catch (IOException e) {
                rest(20);
            }
        }
        return clients;
    }

    /** Each client sends all bytes. A client that is cut off, or whose peer stops reading, leaves the list. */
    void eachSends(List<AttackSocket> clients, byte... bytes) {
        clients.removeIf(client -> {
            try {
                if (over()) {
                    return false;
                }
                boolean taken = client.send(bytes);
                tally.count(taken ? "taken" : "held up");
                return !taken;
            } catch (IOException e) {
                tally.count("cut");
                return true;
            }
        });
    }

    /** Counts the answers that the held sockets have received so far. */
    void bookAnswers() {
        for (AttackSocket client : held) {
            try {
                client.status(1);
            } catch (IOException e) {
                tally.count("cut");
            }
        }
    }

    /** Keeps the socket open until the recovery of the gateway is measured. */
    void hold(AttackSocket attacker) {
        held.add(attacker);
    }

    /** Attackers whose sockets are open on their side. */
    Queue<AttackSocket> held() {
        return held;
    }

    /** Pauses, so that the defence of the gateway decides and not the processor. */
    static void rest(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Override
    public void close() {
        held.forEach(AttackSocket::close);
    }
}
