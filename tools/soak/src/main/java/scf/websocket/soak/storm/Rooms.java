package scf.websocket.soak.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import scf.websocket.soak.Figures;

/** The rooms of the application, each of which is an ordered group of the gateways. Thread-safe. */
final class Rooms {
    private static final int CLIENTS_OF_A_ROOM = 10;
    private static final Pattern ASKED =
            Pattern.compile("\\{\"group\":\"([^\"]*)\",\"epoch\":\"([^\"]*)\",\"after\":(\\d+)}");

    private final List<Room> rooms;
    private final Pushes pushes;
    private final Figures figures;
    private volatile String during = "no fault";

    Rooms(int clients, Pushes pushes, Figures figures) {
        this.rooms = IntStream.rangeClosed(0, clients / CLIENTS_OF_A_ROOM)
                .mapToObj(number -> new Room("room" + number))
                .toList();
        this.pushes = pushes;
        this.figures = figures;
    }

    /** The room that a client may join. */
    Room of(String client) {
        return rooms.get(Math.floorMod(client.hashCode(), rooms.size()));
    }

    /** From now on, messages count as stored during this fault. */
    void during(String fault) {
        during = fault;
    }

    /**
     * Stores a message and hands it to a gateway.
     *
     * @param ends whether the function ends in between
     */
    void publish(Room room, boolean ends) {
        int number = room.store(during);
        if (ends) {
            figures.count("numbered messages whose function ended before it sent them");
        } else {
            pushes.number(room, number);
        }
    }

    /** A last message to each, from which gateways learn what they have missed before it. */
    void publishToAll() {
        rooms.forEach(room -> publish(room, false));
    }

    /** @param asked the list in a gateway's question, as a text in JSON @return the list of the answer */
    String tails(String asked) {
        figures.count("questions of gateways for numbered messages");
        List<String> answers = new ArrayList<>();
        for (Matcher one = ASKED.matcher(asked.replace("\\\"", "\"")); one.find(); ) {
            Room room = rooms.get(Integer.parseInt(one.group(1).substring("room".length())));
            answers.add(room.tail(one.group(2).equals(Room.EPOCH) ? Long.parseLong(one.group(3)) : room.top()));
        }
        return "[" + String.join(",", answers) + "]";
    }

    /** The members of rooms that have not heard the last message. */
    List<String> laggards() {
        return rooms.stream().flatMap(room -> room.laggards().stream()).toList();
    }
}
