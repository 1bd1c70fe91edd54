package scf.websocket.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String VALUE = "00-" + TRACE + "-b7ad6b7169203331-01";

    private final EventReader reader = new EventReader();

    @Test
    void readsAndWritesTheExampleOfTheRecommendation() {
        TraceParent trace = TraceParent.parse(VALUE).orElseThrow();

        assertThat(trace.traceId()).isEqualTo(TRACE);
        assertThat(trace).hasToString(VALUE);
    }

    @ParameterizedTest
    @CsvSource({
        "00-ffffffffffffffffffffffffffffffff-ffffffffffffffff-00, 00-ffffffffffffffffffffffffffffffff-ffffffffffffffff-00",
        "00-00000000000000000000000000000001-0000000000000001-02, 00-00000000000000000000000000000001-0000000000000001-02",
        "00-10000000000000000000000000000000-1000000000000000-ff, 00-10000000000000000000000000000000-1000000000000000-03",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "fe-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x, "
                + "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    })
    void continuesInVersion00WithTheFlagsThatItKnows(String value, String written) {
        assertThat(TraceParent.parse(value).orElseThrow()).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "0g-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333\u0661-01",
                "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01x",
                " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-+af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            })
    void ignoresWhatIsInvalid(String value) {
        assertThat(TraceParent.parse(value)).isEmpty();
    }

    @Test
    void aChildKeepsTraceAndFlags() {
        TraceParent trace = TraceParent.parse(VALUE).orElseThrow();

        assertThat(trace.child(-1)).hasToString("00-" + TRACE + "-ffffffffffffffff-01");
        assertThatIllegalArgumentException().isThrownBy(() -> trace.child(0));
    }

    @Test
    void everyKindOfEventHasIt() {
        WebSocketEvent message = EventFixtures.read("data-send-text-traced");
        assertThat(reader.readMessage(message).traceParent().orElseThrow()).hasToString(VALUE);
        WebSocketEvent close = EventFixtures.read("closing");
        close.setTraceparent(VALUE);
        assertThat(reader.readClose(close).traceParent().orElseThrow()).hasToString(VALUE);
        WebSocketEvent connect = EventFixtures.read("register");
        connect.setTraceparent(VALUE);
        assertThat(reader.readConnect(connect).traceParent().orElseThrow()).hasToString(VALUE);
        connect.setTraceparent("x");
        assertThat(reader.readConnect(connect).traceParent()).isEmpty();
        assertThat(reader.readMessage(EventFixtures.read("data-send-text")).traceParent())
                .isEmpty();
    }

    @Test
    void throughAFunctionUrlOnlyASignedEventHasIt() {
        String body =
                "{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":\"a\"},\"traceparent\":\"" + VALUE + "\"}";
        assertThat(reader.readClose(EventFixtures.wrapped(body)).traceParent()).isEmpty();

        EventSignature signature = EventSignature.of("k".repeat(32), Clock.systemUTC());
        WebSocketEvent signed = EventFixtures.wrapped(body);
        signed.setHeaders(Map.of(EventSignature.HEADER, signature.sign(body.getBytes(StandardCharsets.UTF_8))));
        assertThat(new EventReader(signature).readClose(signed).traceParent().orElseThrow())
                .hasToString(VALUE);
    }
}
