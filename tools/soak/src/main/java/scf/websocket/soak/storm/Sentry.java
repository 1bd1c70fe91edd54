package scf.websocket.soak.storm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import scf.websocket.soak.Wire;

/** A client of one gateway that stays, to be reached by pushes. Runs in a thread of its own until it is closed. */
final class Sentry implements AutoCloseable {
    /** How a gateway closes its clients if another one has taken over for it. */
    private static final int SERVICE_RESTART = 1012;

    private final String name;
    private final int port;
    private final Functions functions;
    private final Thread thread;
    private volatile String owner = "";
    private volatile boolean fenced;
    private volatile boolean over;
    private int lives;

    /** @param port of the gateway */
    Sentry(String name, int port, Functions functions) {
        this.name = name;
        this.port = port;
        this.functions = functions;
        this.thread = new Thread(this::live, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void live() {
        while (!over) {
            try (Wire wire = new Wire()) {
                if (wire.connect(port) == 101) {
                    owner = name + "-" + ++lives;
                    wire.send(owner + ":1");
                    stay(wire);
                }
            } catch (IOException e) {
                // A gateway or function failed; the next life may be longer.
            }
            LockSupport.parkNanos(50_000_000L);
        }
    }

    private void stay(Wire wire) throws IOException {
        while (!over) {
            Wire.Frame frame = wire.read(100);
            if (frame.opcode() == Wire.PING) {
                wire.send(Wire.PONG, frame.payload().getBytes(ISO_8859_1));
            } else if (frame.opcode() == Wire.CLOSE) {
                fenced |= frame.closeCode() == SERVICE_RESTART;
                return;
            }
        }
        wire.sayGoodbye();
    }

    /** The id of its connection, if the functions know it. */
    Optional<String> id() {
        // Whoever has said nothing yet has no name.
        return owner.isEmpty() ? Optional.empty() : functions.id(owner);
    }

    /** Whether its gateway has closed a connection because another one had taken over for it. */
    boolean isFenced() {
        return fenced;
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
