package scf.websocket.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailsEventTest {
    private static final String EVENT =
            "{\"tails\":\"[{\\\"group\\\":\\\"room:42\\\",\\\"epoch\\\":\\\"k7Qx\\\",\\\"after\\\":7},"
                    + "{\\\"later\\\":{},\\\"group\\\":\\\"你\\\",\\\"epoch\\\":\\\"e\\\",\\\"after\\\":0}]\","
                    + "\"gateway\":{\"features\":\"pushes,tails\",\"answerKey\":\"k\"}}";

    private final EventReader reader = new EventReader();

    @Test
    void readsWhatTheGatewayAsksAboutEachGroup() {
        WebSocketEvent opened = reader.openTransmission(EventFixtures.parse(EVENT));
        assertThat(EventReader.isTails(opened)).isTrue();
        TailsEvent event = EventReader.readTails(opened);

        assertThat(event.pulls())
                .extracting(TailPull::group, TailPull::epoch, TailPull::after)
                .containsExactly(tuple("room:42", "k7Qx", 7L), tuple("你", "e", 0L));
        assertThat(event.announcement().features()).containsExactly(Feature.PUSHES, Feature.TAILS);
    }

    private static Tuple tuple(Object... values) {
        return new Tuple(values);
    }

    @Test
    void anEventOfAMessageIsNoQuestion() {
        WebSocketEvent opened = reader.openTransmission(EventFixtures.read("data-send-text"));

        assertThat(EventReader.isTails(opened)).isFalse();
        assertThat(reader.readMessage(opened).data()).isEqualTo("xxx");
    }

    @Test
    void aCallerOfAFunctionUrlAsksNothingUnlessItSigns() {
        assertThat(EventReader.isTails(reader.openTransmission(EventFixtures.wrapped(EVENT))))
                .isFalse();

        EventSignature signature = EventSignature.of("0123456789abcdef0123456789abcdef", Clock.systemUTC());
        WebSocketEvent signed = EventFixtures.wrapped(EVENT);
        signed.setHeaders(Map.of(EventSignature.HEADER, signature.sign(Utf8.encode(EVENT))));
        WebSocketEvent opened = new EventReader(signature).openTransmission(signed);

        assertThat(EventReader.readTails(opened).pulls()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "[",
                "[1]",
                "[[]]",
                "[{}]",
                "[{'group':'a','epoch':'e'}]",
                "[{'group':'a','epoch':'e','after':-1}]",
                "[{'group':'a','epoch':'e','after':'1'}]",
                "[{'group':'a','epoch':'e','after':1.5}]",
                "[{'group':1,'epoch':'e','after':1}]",
                "[{'group':'a','epoch':null,'after':1}]",
                "[{'group':'a','epoch':'e','after':99999999999999999999}]",
                "[] []"
            })
    void rejectsWhatIsNoListOfPositions(String tails) {
        assertMalformed(tails.replace('\'', '"'));
    }

    @Test
    void boundsTheNumberOfGroups() {
        WebSocketEvent event = new WebSocketEvent();
        event.setTails(groups(500));
        assertThat(EventReader.readTails(event).pulls()).hasSize(500);

        assertMalformed(groups(501));
    }

    private static String groups(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"group\":\"" + i + "\",\"epoch\":\"e\",\"after\":1}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static void assertMalformed(String tails) {
        WebSocketEvent event = new WebSocketEvent();
        event.setTails(tails);
        assertThatExceptionOfType(EventException.class)
                .isThrownBy(() -> EventReader.readTails(event))
                .satisfies(e -> assertThat(e.errorNumber()).isEqualTo(ErrorNumber.MALFORMED_EVENT));
    }
}
