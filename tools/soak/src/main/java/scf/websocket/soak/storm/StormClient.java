package scf.websocket.soak.storm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import scf.websocket.soak.Figures;
import scf.websocket.soak.Wire;

/** A series of clients under one number, each of which talks for a while and ends in one of many ways. Runs in a thread of its own. */
final class StormClient implements Runnable {
    private static final int MORE_THAN_ALLOWED = 6000;

    /** The frame comes behind messages that wait, each of which may take seconds where a function's pushes or its database hang. */
    private static final int CLOSE_MILLIS = 60_000;

    /** Pushes that a gateway has acknowledged and the client has not read yet. */
    private static final int IN_FLIGHT_MILLIS = 1000;

    private final int[] ports;
    private final boolean strict;
    private final Functions functions;
    private final Rooms rooms;
    private final Set<String> heard = new HashSet<>();
    private final int number;
    private final int halfOpenMillis;
    private final Random random;
    private final Phase phase;
    private final Figures figures;
    private String name = "";
    private int sent;
    private int echoed;
    private int direct;
    private int closeCode;
    private RoomLog room;

    /**
     * @param ports of the gateways; each life goes to any of them
     * @param functions know the acknowledged pushes
     */
    StormClient(
            int[] ports,
            Functions functions,
            Rooms rooms,
            int number,
            StormOptions options,
            Phase phase,
            Figures figures) {
        this.ports = ports;
        this.strict = ports.length == 1;
        this.functions = functions;
        this.rooms = rooms;
        this.number = number;
        this.random = new Random(options.seed() * 31 + number);
        this.halfOpenMillis = options.halfOpenMillis();
        this.phase = phase;
        this.figures = figures;
        this.room = new RoomLog(name, rooms.of(name), figures);
    }

    @Override
    public void run() {
        for (int life = 1; phase.storming() || (phase.settling() && number % 2 == 0); life++) {
            name = "c" + number + "-" + life;
            sent = echoed = direct = closeCode = 0;
            heard.clear();
            room = new RoomLog(name, rooms.of(name), figures);
            try (Wire wire = new Wire()) {
                int status = wire.connect(ports[random.nextInt(ports.length)]);
                figures.count("handshakes answered " + status);
                if (status == 101) {
                    live(wire);
                }
            } catch (IOException e) {
                figures.count("sockets that broke or were refused");
            }
            room.leave();
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
            checkAnswers(wire);
        }
        wire.send(Wire.CLOSE, new byte[] {3, (byte) 232});
    }

    /** Of one that is still there: with one gateway and a store that is up, every message has its answer. */
    private void checkAnswers(Wire wire) throws IOException {
        if (strict) {
            if (echoed != sent) {
                figures.violation(name + " is open, sent " + sent + " and was answered to " + echoed);
            }
            return;
        }
        if (!listen(wire, IN_FLIGHT_MILLIS)) {
            return;
        }
        for (String push : functions.acknowledged(name)) {
            figures.count("acknowledged pushes that clients open at the end were asked for");
            if (!heard.contains(push)) {
                figures.violation(name + " is open and did not get " + push + ", which was acknowledged");
            }
        }
    }

    private void say(Wire wire) throws IOException {
        wire.send(name + ":" + ++sent + (room.asks() ? ":join" : ""));
        figures.count("messages sent");
    }

    private void end(Wire wire) throws IOException {
        room.leave();
        switch (random.nextInt(6)) {
            case 0 -> {
                wire.send(Wire.CLOSE, new byte[] {3, (byte) 232});
                listen(wire, 5000);
            }
            case 1 -> wire.reset();
            case 2 -> wire.close();
            case 3 -> {
                wire.send(2, new byte[MORE_THAN_ALLOWED]);
                listen(wire, CLOSE_MILLIS);
                if (closeCode == 0) {
                    figures.violation(name + " was not closed after a frame that is too large");
                }
            }
            default -> {
                if (halfOpenMillis > 0 && random.nextInt(4) == 0) {
                    figures.count("half-open sockets");
                    phase.awaitOver(halfOpenMillis);
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
                case 1 -> heard(frame.payload());
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

    private void heard(String text) {
        String[] message = text.split(":", 3);
        if (!message[0].equals("echo") && !message[0].equals("direct")) {
            room.heard(message[0], message[1], Integer.parseInt(message[2]));
            return;
        }
        figures.count("messages that clients got");
        if (!heard.add(text)) {
            figures.violation(name + " got " + text + " twice");
        }
        if (!message[1].equals(name)) {
            figures.violation(name + " got a message for " + message[1]);
        }
        int got = Integer.parseInt(message[2]);
        int before = message[0].equals("echo") ? echoed : direct;
        // Where a push may fail without anybody's fault, the next comes all the same.
        if (strict && got != before + 1) {
            figures.violation(name + " got " + message[0] + " " + got + " after " + before);
        }
        if (message[0].equals("echo")) {
            echoed = got;
        } else {
            direct = got;
        }
    }
}
