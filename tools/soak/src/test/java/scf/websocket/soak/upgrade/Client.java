package scf.websocket.soak.upgrade;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import scf.websocket.soak.Figures;
import scf.websocket.soak.Wire;

/**
 * A client that reconnects to any node whenever it is closed, talks, and sometimes leaves by itself. Whatever a gateway does to it
 * while no gateway is replaced is a violation. Runs in a thread of its own.
 */
final class Client implements Runnable {
    /** Sent by gateways that drain, as their documents say. */
    private static final int SERVICE_RESTART = 1012;

    /** Sent by the test. */
    static final int KICKED = 4001;

    private static final int READ_MILLIS = 50;

    private final MixedCluster cluster;
    private final Lives lives;
    private final Figures figures;
    private final int number;
    private final Random random;

    Client(MixedCluster cluster, Lives lives, Figures figures, int number) {
        this.cluster = cluster;
        this.lives = lives;
        this.figures = figures;
        this.number = number;
        this.random = new Random(number);
    }

    @Override
    public void run() {
        for (int life = 1; !cluster.isOver(); life++) {
            Node node = cluster.nodes().get(random.nextInt(cluster.nodes().size()));
            boolean away = node.isAway();
            try (Wire wire = new Wire()) {
                int status = connect(wire, node);
                if (status == 101) {
                    figures.count("clients let in by " + node.version().name());
                    live(wire, lives.opened("c" + number + "-" + life, node));
                } else if (!away && !node.isAway()) {
                    figures.violation("a client was refused with " + status);
                } else {
                    figures.count("clients refused by nodes that were replaced");
                }
            } catch (IOException e) {
                figures.count("sockets that did not close well");
            }
            LockSupport.parkNanos((20 + random.nextInt(100)) * 1_000_000L);
        }
    }

    /** @return the status, 0 if there was none */
    private static int connect(Wire wire, Node node) {
        try {
            return wire.connect(node.port());
        } catch (IOException e) {
            return 0;
        }
    }

    private void live(Wire wire, Life life) throws IOException {
        int stay = 3 + random.nextInt(15);
        int sent = 0;
        String roll = "";
        try {
            wire.send(life.name() + ":" + sent);
            while (!cluster.isOver() && (sent < stay || !cluster.isTalking())) {
                if (!cluster.roll().equals(roll)) {
                    roll = cluster.roll();
                    wire.send(life.name() + ":" + roll);
                } else if (cluster.isTalking() && random.nextInt(5) == 0) {
                    wire.send(life.name() + ":" + ++sent);
                }
                if (!listen(wire, life)) {
                    return;
                }
            }
        } catch (IOException e) {
            life.broke();
            figures.count("sockets that broke");
            if (!life.node().isAway()) {
                figures.violation(life.name() + " was cut off: " + e.getMessage());
            }
            return;
        }
        life.left();
        wire.sayGoodbye();
    }

    /** @return whether the connection is still open */
    private boolean listen(Wire wire, Life life) throws IOException {
        for (Wire.Frame frame = wire.read(READ_MILLIS); frame.opcode() >= 0; frame = wire.read(1)) {
            if (frame.opcode() == 1) {
                life.heard(frame.payload());
            } else if (frame.opcode() == Wire.PING) {
                wire.send(Wire.PONG, frame.payload().getBytes(ISO_8859_1));
            } else if (frame.opcode() == Wire.CLOSE) {
                closed(life, frame.closeCode());
                wire.send(Wire.CLOSE, frame.payload().getBytes(ISO_8859_1));
                return false;
            }
        }
        return true;
    }

    private void closed(Life life, int code) {
        life.closed(code);
        figures.count("clients closed with " + code + " by " + life.version().name());
        if (code != KICKED && !(code == SERVICE_RESTART && life.node().isAway())) {
            figures.violation(life.name() + " was closed with " + code);
        }
    }
}
