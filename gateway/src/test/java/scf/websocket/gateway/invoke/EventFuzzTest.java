package scf.websocket.gateway.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.event.CloseEvent;
import scf.websocket.event.ConnectEvent;
import scf.websocket.event.DataType;
import scf.websocket.event.EventException;
import scf.websocket.event.EventReader;
import scf.websocket.event.MessageEvent;
import scf.websocket.event.Utf8;
import scf.websocket.event.WebSocketEvent;
import scf.websocket.testing.fuzz.Fuzz;

/**
 * Nearly valid events, read as functions read them, directly and through a Function URL: each is either an event, which survives
 * being written by the gateway and read again, or is refused with errNo and errMsg.
 */
class EventFuzzTest {
    private static final ObjectMapper RUNTIME = new ObjectMapper();
    private static final EventReader READER = new EventReader();
    private static final EventWriter WRITER = new EventWriter(true);

    private static byte[][] recorded() {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/events"))) {
            List<byte[]> events = new ArrayList<>();
            for (Path file : files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                events.add(Files.readAllBytes(file));
            }
            return events.toArray(byte[][]::new);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyEventIsParsedOrRefused(boolean inEnvelope) {
        assertThat(Fuzz.of("events")
                        .seeds(recorded())
                        .tokens(
                                "{", "}", "[", "]", "\"", ",", ":", "null", "true", "\\ud83d", "\\u0000", "[[",
                                "{\"a\":")
                        .tokens(
                                "\"websocket\":",
                                "\"requestContext\":",
                                "\"headers\":",
                                "\u00ed\u00a0\u0080",
                                "=",
                                "1e")
                        .run(json -> outcomes(json, inEnvelope)))
                .contains(
                        inEnvelope ? List.of(104, 104, 104) : "no bean",
                        List.of(101, "text", 104),
                        List.of(101, 104, "end"));
    }

    private static Object outcomes(byte[] json, boolean inEnvelope) throws IOException {
        WebSocketEvent event;
        try {
            event = bean(json, inEnvelope);
        } catch (IOException e) {
            return "no bean"; // The runtime refuses it without calling the function.
        }
        List<Object> outcomes = new ArrayList<>();
        outcomes.add(outcome(() -> connect(READER.readConnect(event))));
        outcomes.add(outcome(() -> message(READER.readMessage(event))));
        outcomes.add(outcome(() -> close(READER.readClose(event))));
        return outcomes;
    }

    private static WebSocketEvent bean(byte[] json, boolean inEnvelope) throws IOException {
        byte[] body = inEnvelope
                ? RUNTIME.writeValueAsBytes(
                        JsonNodeFactory.instance.objectNode().put("body", new String(json, StandardCharsets.UTF_8)))
                : json;
        return RUNTIME.readValue(body, WebSocketEvent.class);
    }

    private interface Reading {
        Object read() throws IOException;
    }

    private static Object outcome(Reading reading) throws IOException {
        try {
            return reading.read();
        } catch (EventException e) {
            assertThat(e.errorNumber().number()).isBetween(101, 106);
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(60).doesNotContain("Exception", "\n");
            return e.errorNumber().number();
        }
    }

    private static Object connect(ConnectEvent event) {
        assertThat(event.connectionId().value()).isNotEmpty();
        return "connect";
    }

    private static Object message(MessageEvent event) throws IOException {
        String id = event.connectionId().value();
        byte[] written = event.dataType() == DataType.TEXT
                ? WRITER.text(id, Utf8.wellFormed(event.data()))
                : WRITER.binary(id, event.bytes());
        MessageEvent again = READER.readMessage(RUNTIME.readValue(written, WebSocketEvent.class));
        assertThat(again.connectionId()).isEqualTo(event.connectionId());
        assertThat(again.dataType()).isEqualTo(event.dataType());
        assertThat(again.bytes()).isEqualTo(event.bytes());
        return event.dataType().wireName();
    }

    private static Object close(CloseEvent event) throws IOException {
        Integer code = event.closeCode().isPresent() ? event.closeCode().getAsInt() : null;
        String reason = event.closeReason().map(Utf8::wellFormed).orElse(null);
        byte[] written = WRITER.closing(
                event.connectionId().value(),
                event.cause().map(Utf8::wellFormed).orElse("client"),
                code,
                reason);
        CloseEvent again = READER.readClose(RUNTIME.readValue(written, WebSocketEvent.class));
        assertThat(again.connectionId()).isEqualTo(event.connectionId());
        assertThat(again.closeCode()).isEqualTo(event.closeCode());
        assertThat(again.closeReason().orElse(null)).isEqualTo(reason);
        return "end";
    }

    /** The functions read any message exactly as the client sent it. */
    @Test
    void everyMessageArrivesAsItWasSent() {
        Fuzz.of("messages")
                .seeds(List.of("hello", "你好 😀 \"\\\n", "{\"websocket\":{}}"))
                .tokens("\"", "\\", "\u0000", "\u007f", "\u00f0\u009f\u0098\u0080")
                .run(message -> {
                    byte[] binary = WRITER.binary("id", message);
                    assertThat(READER.readMessage(RUNTIME.readValue(binary, WebSocketEvent.class))
                                    .bytes())
                            .isEqualTo(message);
                    return Utf8.decode(message).map(text -> {
                        try {
                            byte[] event = WRITER.text("id", text);
                            assertThat(READER.readMessage(RUNTIME.readValue(event, WebSocketEvent.class))
                                            .data())
                                    .isEqualTo(text);
                            return "text";
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    });
                });
    }
}
