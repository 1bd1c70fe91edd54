package scf.websocket.soak.storm;

import scf.websocket.soak.Figures;

/** What a client hears in its room, from when it asked to join: every number in order, or that it was lost. */
final class RoomLog {
    private static final int OUTSIDE = -2;
    private static final int WAITING = -1;

    private final String client;
    private final Room room;
    private final Figures figures;
    /** The last number, once it has joined. Written by the client's thread. */
    private volatile int position = OUTSIDE;

    private boolean hasLeft;

    RoomLog(String client, Room room, Figures figures) {
        this.client = client;
        this.room = room;
        this.figures = figures;
    }

    /** @return whether the client's next message asks to join */
    boolean asks() {
        if (position != OUTSIDE) {
            return false;
        }
        position = WAITING;
        room.enter(this);
        return true;
    }

    /** @param kind {@code joined}, {@code number} or {@code lost} */
    void heard(String kind, String of, int number) {
        if (hasLeft) {
            return;
        }
        if (!of.equals(room.name())) {
            figures.violation(client + " got " + kind + " of " + of);
        }
        switch (kind) {
            case "joined" -> {
                figures.count("joins of rooms");
                expect(position == WAITING, "joined twice");
                position = number;
            }
            case "lost" -> {
                figures.count("members that were lost and told so");
                expect(position >= 0, "was lost outside of the room");
                position = OUTSIDE;
                room.leave(this);
            }
            default -> {
                figures.count("numbered messages that clients got");
                figures.most(
                        "numbered messages, the slowest of those stored during " + room.during(number) + ", ms",
                        room.ageMillis(number));
                expect(number == position + 1, "got number " + number + " after " + position);
                position = number;
            }
        }
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            figures.violation(client + " " + otherwise + " in " + room.name());
        }
    }

    /** The client leaves, or its socket is closed: what comes on its way does not count. */
    void leave() {
        hasLeft = true;
        room.leave(this);
    }

    boolean isAt(int top) {
        return position == OUTSIDE || position == top;
    }

    @Override
    public String toString() {
        return client + " in " + room.name() + " is at " + position;
    }
}
