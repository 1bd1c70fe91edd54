package scf.websocket.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import scf.websocket.gateway.testing.FunctionServer.Reply;

/** A room in the database of functions, and what they answer if the gateway asks what follows. */
final class NumberedRoom {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final TreeMap<Long, String> messages = new TreeMap<>();
    private String epoch = "E1";
    private long top;
    private int failures;

    synchronized long commit(String text) {
        top++;
        messages.put(top, text);
        return top;
    }

    synchronized void prune(long upTo) {
        messages.headMap(upTo, true).clear();
    }

    synchronized void begin(String newEpoch) {
        epoch = newEpoch;
        top = 0;
        messages.clear();
    }

    synchronized void failOnce() {
        failures++;
    }

    synchronized Reply tails(JsonNode event) {
        if (failures > 0) {
            failures--;
            return new Reply(500, "");
        }
        List<String> answers = new ArrayList<>();
        for (JsonNode asked : list(event)) {
            boolean isSame = asked.path("epoch").textValue().equals(epoch);
            List<String> found = new ArrayList<>();
            if (isSame) {
                messages.tailMap(asked.path("after").longValue(), false)
                        .forEach((seq, text) -> found.add(
                                "{\"seq\":" + seq + ",\"data\":\"" + text + "\",\"binary\":\"" + base64(text) + "\"}"));
            }
            answers.add("{\"group\":" + asked.path("group") + ",\"epoch\":\"" + epoch + "\",\"top\":" + top
                    + ",\"messages\":[" + String.join(",", found) + "]}");
        }
        return Reply.extended(event, "\"tails\":[" + String.join(",", answers) + "]");
    }

    private static JsonNode list(JsonNode event) {
        try {
            return MAPPER.readTree(event.path("tails").textValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
