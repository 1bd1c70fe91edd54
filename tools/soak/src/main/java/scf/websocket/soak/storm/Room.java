package scf.websocket.soak.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A room of an application that numbers its messages without gaps: its rows in the database, and who reads along. Thread-safe. */
final class Room {
    static final String EPOCH = "e1";

    /** As many messages as an answer to a gateway has at most. */
    private static final int PAGE = 200;

    /** @param during the fault during which it was stored */
    private record Stored(long nanos, String during) {}

    private final String name;
    private final List<Stored> messages = new ArrayList<>();
    private final Set<RoomLog> members = ConcurrentHashMap.newKeySet();

    Room(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** @return the number of the message */
    synchronized int store(String during) {
        messages.add(new Stored(System.nanoTime(), during));
        return messages.size();
    }

    synchronized int top() {
        return messages.size();
    }

    synchronized String during(int number) {
        return messages.get(number - 1).during();
    }

    synchronized long ageMillis(int number) {
        return (System.nanoTime() - messages.get(number - 1).nanos()) / 1_000_000L;
    }

    /** The text of a message. */
    String text(int number) {
        return "number:" + name + ":" + number;
    }

    /** The answer for this room to a gateway that asks what follows. */
    synchronized String tail(long after) {
        List<String> found = new ArrayList<>();
        for (int number = (int) after + 1; number <= messages.size() && found.size() < PAGE; number++) {
            found.add("{\"seq\":" + number + ",\"data\":\"" + text(number) + "\"}");
        }
        return "{\"group\":\"" + name + "\",\"epoch\":\"" + EPOCH + "\",\"top\":" + messages.size() + ",\"messages\":["
                + String.join(",", found) + "]}";
    }

    /** The pushes that let a connection join, behind a message that tells the client from where on. */
    String join(String id) {
        String to = "\"secConnectionID\":\"" + id + "\"";
        int after = top();
        return "{\"action\":\"data send\"," + to + ",\"dataType\":\"text\",\"data\":\"joined:" + name + ":" + after
                + "\"},{\"action\":\"join\",\"group\":\"" + name + "\"," + to + ",\"epoch\":\"" + EPOCH
                + "\",\"after\":" + after + ",\"lost\":{\"dataType\":\"text\",\"data\":\"lost:" + name + ":0\"}}";
    }

    void enter(RoomLog member) {
        members.add(member);
    }

    void leave(RoomLog member) {
        members.remove(member);
    }

    /** The members that have not heard the last message. */
    List<String> laggards() {
        return members.stream()
                .filter(member -> !member.isAt(top()))
                .map(member -> member + ", of " + top())
                .toList();
    }
}
