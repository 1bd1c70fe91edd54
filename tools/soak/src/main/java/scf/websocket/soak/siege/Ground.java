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
 * Where an attack takes place: the gateway's ports, the time that is left, and an address of the loopback for the attackers that no honest
 * client has. Thread-safe.
 */
final class Ground implements AutoCloseable {
    /** What an attacker reads at a time, and what its kernel takes of what it does not read. */
    static final int SMALL_BUFFER = 4096;

    private static final int STALLED_MILLIS = 700;

    /** Handshakes under way. */
    private static final int AT_A_TIME = 100;

    private final Doors doors;
    private final Loot loot;
    private final Random random;
    private final long deadline;
    private final Queue<Intruder> held = new ConcurrentLinkedQueue<>();

    Ground(Doors doors, Loot loot, long seed, int seconds) {
        this.doors = doors;
        this.loot = loot;
        this.random = new Random(seed);
        this.deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }

    Doors doors() {
        return doors;
    }

    Loot loot() {
        return loot;
    }

    Random random() {
        return random;
    }

    boolean over() {
        return System.nanoTime() >= deadline || Thread.currentThread().isInterrupted();
    }

    /** What honest clients meet is measured for as long with each attack. */
    void awaitOver() {
        while (!over()) {
            rest(20);
        }
    }

    /** Of all attackers: the honest are at 127.0.0.1. */
    static InetAddress attackersAddress() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** A socket to the clients' port, from the attackers' address. */
    Intruder toClients() throws IOException {
        return to(doors.clients());
    }

    /** A socket to the internal listener. */
    Intruder toPushes() throws IOException {
        return to(doors.pushes());
    }

    private Intruder to(int target) throws IOException {
        return new Intruder(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), target),
                attackersAddress(),
                loot,
                STALLED_MILLIS);
    }

    /** Opens that many clients, a few at a time, and returns those that were let in; what was cut off is counted as loot. */
    List<Intruder> open(int count, String... headers) {
        List<Intruder> clients = new ArrayList<>();
        for (int left = count; left > 0 && !over(); left -= AT_A_TIME) {
            List<Intruder> more = connect(Math.min(left, AT_A_TIME));
            more.removeIf(client -> !asks(client, headers));
            more.removeIf(client -> !isIn(client));
            clients.addAll(more);
        }
        return clients;
    }

    private boolean asks(Intruder client, String... headers) {
        try {
            client.ask(headers);
            return true;
        } catch (IOException e) {
            loot.count("cut");
            return false;
        }
    }

    private boolean isIn(Intruder client) {
        try {
            return client.status() == 101;
        } catch (IOException e) {
            loot.count("cut");
            return false;
        }
    }

    /** Opens that many sockets to the port of the clients. */
    List<Intruder> connect(int count) {
        List<Intruder> clients = new ArrayList<>();
        for (int i = 0; i < count && !over(); i++) {
            try {
                Intruder client = toClients();
                hold(client);
                clients.add(client);
            } catch (IOException e) {
                rest(20);
            }
        }
        return clients;
    }

    /** Each sends it all; whoever is cut leaves the list, and whoever is stopped by the other side's window as well. */
    void eachSends(List<Intruder> clients, byte... bytes) {
        clients.removeIf(client -> {
            try {
                if (over()) {
                    return false;
                }
                boolean taken = client.send(bytes);
                loot.count(taken ? "taken" : "held up");
                return !taken;
            } catch (IOException e) {
                loot.count("cut");
                return true;
            }
        });
    }

    /** What the sockets that are held have been answered so far. */
    void bookAnswers() {
        for (Intruder client : held) {
            try {
                client.status(1);
            } catch (IOException e) {
                loot.count("cut");
            }
        }
    }

    /** Stays open until the gateway's recovery was measured. */
    void hold(Intruder intruder) {
        held.add(intruder);
    }

    /** Attackers whose sockets are open, as far as they know. */
    Queue<Intruder> held() {
        return held;
    }

    /** So that the gateway's defence decides, and not the processor. */
    static void rest(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Override
    public void close() {
        held.forEach(Intruder::close);
    }
}
