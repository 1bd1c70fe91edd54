package scf.websocket.gateway.extension;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import scf.websocket.event.Base64Data;
import scf.websocket.event.DataType;
import scf.websocket.event.ExtensionFields;
import scf.websocket.event.Utf8;
import scf.websocket.gateway.connection.HeartbeatRule;

/**
 * Parses heartbeats: {@code {"reply":{"ping":"pong"}}} or {@code
 * {"every":25,"dataType":"text","send":"{}","swallow":"{}"}}. At most {@value #MAX_REPLIES} replies, which have at most
 * {@value #MAX_BYTES} bytes in all, as have the other two messages each.
 */
public final class Heartbeats {
    private static final int MAX_REPLIES = ExtensionFields.MAX_HEARTBEAT_REPLIES;
    private static final int MAX_BYTES = ExtensionFields.MAX_HEARTBEAT_BYTES;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Heartbeats() {}

    /**
     * Parses the value of an option.
     *
     * @throws IllegalArgumentException if it is malformed; the message explains why
     */
    public static HeartbeatRule ofOption(String json) {
        try {
            return parse(MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("must be JSON such as {\"reply\":{\"ping\":\"pong\"}}", e);
        } catch (MalformedExtension e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** @throws MalformedExtension if it is no heartbeat */
    static HeartbeatRule parse(JsonNode heartbeat) {
        Members members = new Members("heartbeat", heartbeat);
        Map<String, String> replies = members.has("reply") ? replies(members) : Map.of();
        boolean binary = members.has("dataType") && isBinary(members.text("dataType"));
        if (members.has("every") != members.has("send")) {
            throw new MalformedExtension("heartbeat.every and heartbeat.send belong together");
        }
        HeartbeatRule.Sent sent = members.has("send")
                ? new HeartbeatRule.Sent(
                        payload("send", members, binary),
                        Duration.ofSeconds(members.number("every", 1, ExtensionFields.MAX_HEARTBEAT_SECONDS)))
                : null;
        HeartbeatRule.Payload swallowed = members.has("swallow") ? payload("swallow", members, binary) : null;
        if (replies.isEmpty() && sent == null && swallowed == null) {
            throw new MalformedExtension("heartbeat must have reply, send or swallow");
        }
        return new HeartbeatRule(replies, sent, swallowed);
    }

    private static Map<String, String> replies(Members members) {
        Members all = new Members("heartbeat.reply", members.get("reply"));
        Map<String, String> replies = new HashMap<>();
        int bytes = 0;
        for (String message : all.names()) {
            String reply = all.text(message);
            replies.put(message, reply);
            bytes += Utf8.encode(message).length + Utf8.encode(reply).length;
        }
        if (replies.size() > MAX_REPLIES || bytes > MAX_BYTES) {
            throw new MalformedExtension("heartbeat.reply must have at most " + MAX_REPLIES + " messages, and "
                    + MAX_BYTES + " bytes in all");
        }
        return Map.copyOf(replies);
    }

    private static boolean isBinary(String dataType) {
        return DataType.parse(dataType)
                        .orElseThrow(() -> new MalformedExtension("heartbeat.dataType must be text or binary"))
                == DataType.BINARY;
    }

    private static HeartbeatRule.Payload payload(String name, Members members, boolean binary) {
        String data = members.text(name);
        HeartbeatRule.Payload payload =
                binary ? new HeartbeatRule.Payload("", decoded(name, data)) : new HeartbeatRule.Payload(data, null);
        if (bytes(payload) > MAX_BYTES) {
            throw new MalformedExtension("heartbeat." + name + " must have at most " + MAX_BYTES + " bytes");
        }
        return payload;
    }

    private static int bytes(HeartbeatRule.Payload payload) {
        byte[] binary = payload.binary();
        return binary == null ? Utf8.encode(payload.text()).length : binary.length;
    }

    private static byte[] decoded(String name, String data) {
        try {
            return Base64Data.decodeLeniently(data);
        } catch (IllegalArgumentException e) {
            throw new MalformedExtension("heartbeat." + name + " is not base64");
        }
    }
}
