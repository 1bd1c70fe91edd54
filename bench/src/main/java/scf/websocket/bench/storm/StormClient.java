package scf.websocket.bench.storm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** One client after the other under one number, each of which talks for a while and ends somehow. Runs in a thread of its own. */
final class StormClient implements Runnable {
    /** Well above ping and pong deadline of the gateway. */
    private static final int HALF_OPEN_MILLIS = 15_000;

    private static final int MORE_THAN_ALLOWED = 6000;

    private final int port;
    private final int number;
    private final Random random;
    private final Phase phase;
    private final Figures figures;
    private String name = "";
    private int sent;
    private int echoed;
    private int direct;
    private int closeCode;

    StormClient(int port, int number, long seed, Phase phase, Figures figures) {
        this.port = port;
        this.number = number;
        this.random = new Random(seed * 31 + number);
        this.phase = phase;
        this.figures = figures;
    }

    @Override
    public void run() {
        for (int life = 1; phase.storming() || (phase.settling() && number % 2 == 0); life++) {
            name = "c" + number + "-" + life;
            sent = echoed = direct = closeCode = 0;
            try (Wire wire = new Wire()) {
                int status = wire.connect(port);
                figures.count("handshakes answered " + status);
                if (status == 101) {
                    live(wire);
                }
            } catch (IOException e) {
                figures.count("sockets that broke or were refused");
            }
            phase.closed(name);
            LockSupport.parkNanos((50 + random.nextInt(300)) * 1_000_000L);
        }
    }

    private void live(Wire wire) throws IOException {
        phase.opened(name);
        int rounds = 1 + random.nextInt(30);
        for (int i = 0; i < rounds && phase.storming(); i++) {
            for (int burst = random.nextInt(4); burst >= 0; burst--) {
                say(wire);
            }
            if (!listen(wire, 50 + random.nextInt(300))) {
                return;
            }
        }
        if (phase.storming()) {
            end(wire);
            return;
        }
        if (number % 2 == 0) {
            say(wire);
            while (!phase.over()) {
                if (!listen(wire, 200)) {
                    return;
                }
            }
            if (echoed != sent) {
                figures.violation(name + " is open, sent " + sent + " and was answered to " + echoed);
            }
        }
        wire.send(Wire.CLOSE, new byte[] {3, (byte) 232});
    }

    private void say(Wire wire) throws IOException {
        wire.send(name + ":" + ++sent);
        figures.count("messages sent");
    }

    private void end(Wire wire) throws IOException {
        switch (random.nextInt(6)) {
            case 0 -> {
                wire.send(Wire.CLOSE, new byte[] {3, (byte) 232});
                listen(wire, 5000);
            }
            case 1 -> wire.reset();
            case 2 -> wire.close();
            case 3 -> {
                wire.send(2, new byte[MORE_THAN_ALLOWED]);
                listen(wire, 10_000);
                if (closeCode == 0) {
                    figures.violation(name + " was not closed after a frame that is too large");
                }
            }
            default -> {
                if (random.nextInt(4) == 0) {
                    figures.count("half-open sockets");
                    phase.awaitOver(HALF_OPEN_MILLIS);
                }
            }
        }
    }

    /** @return whether the connection is still open */
    private boolean listen(Wire wire, int millis) throws IOException {
        long deadline = System.nanoTime() + millis * 1_000_000L;
        for (long left = millis; left > 0; left = (deadline - System.nanoTime()) / 1_000_000L) {
            Wire.Frame frame = wire.read((int) left);
            switch (frame.opcode()) {
                case 1 -> heard(frame.payload().split(":", 3));
                case Wire.PING -> wire.send(Wire.PONG, frame.payload().getBytes(ISO_8859_1));
                case Wire.CLOSE -> {
                    closeCode = frame.closeCode();
                    figures.count("clients that saw close " + closeCode);
                    return false;
                }
                default -> {}
            }
        }
        return true;
    }

    private void heard(String[] message) {
        figures.count("messages that clients got");
        if (!message[1].equals(name)) {
            figures.violation(name + " got a message for " + message[1]);
        }
        int got = Integer.parseInt(message[2]);
        int before = message[0].equals("echo") ? echoed : direct;
        if (got != before + 1) {
            figures.violation(name + " got " + message[0] + " " + got + " after " + before);
        }
        if (message[0].equals("echo")) {
            echoed = got;
        } else {
            direct = got;
        }
    }
}
