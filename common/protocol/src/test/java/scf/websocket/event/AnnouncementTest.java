package scf.websocket.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementTest {
    private static final String ANNOUNCED = "'gateway':{'features':'groups, pushes,teleport','answerKey':'k-1',"
            + "'maxMessage':'262144'},'context':'user=42','tails':'[]',";

    private final EventReader reader = new EventReader();

    @Test
    void aDirectEventShowsWhatTheGatewayAnnouncesAndItsContext() {
        MessageEvent message = reader.readMessage(EventFixtures.parse(message(ANNOUNCED)));

        assertAnnounced(message.announcement());
        assertThat(message.context()).contains("user=42");
        CloseEvent close = reader.readClose(EventFixtures.parse(close(ANNOUNCED)));
        assertAnnounced(close.announcement());
        assertThat(close.context()).contains("user=42");
        assertAnnounced(
                reader.readConnect(EventFixtures.parse(connect(ANNOUNCED))).announcement());
    }

    @Test
    void aSignedEventThroughAFunctionUrlShowsThemToo() {
        EventSignature signature = EventSignature.of("k".repeat(32), Clock.systemUTC());
        MessageEvent message = new EventReader(signature).readMessage(signed(message(ANNOUNCED), signature));

        assertAnnounced(message.announcement());
        assertThat(message.context()).contains("user=42");
    }

    @Test
    void anUnsignedEventThroughAFunctionUrlShowsNeither() {
        MessageEvent message = reader.readMessage(EventFixtures.wrapped(message(ANNOUNCED)));

        assertThat(message.announcement()).isSameAs(Announcement.NONE);
        assertThat(message.context()).isEmpty();
        assertThat(message.data()).isEqualTo("hello");
        CloseEvent close = reader.readClose(EventFixtures.wrapped(close(ANNOUNCED)));
        assertThat(close.announcement()).isSameAs(Announcement.NONE);
        assertThat(close.context()).isEmpty();
        assertThat(reader.readConnect(EventFixtures.wrapped(connect(ANNOUNCED))).announcement())
                .isSameAs(Announcement.NONE);
    }

    @Test
    void anAlteredContextBreaksTheSignature() {
        EventSignature signature = EventSignature.of("k".repeat(32), Clock.systemUTC());
        WebSocketEvent event = signed(message(ANNOUNCED), signature);
        event.setBody(event.getBody().replace("user=42", "user=43"));

        assertThatExceptionOfType(EventException.class)
                .isThrownBy(() -> new EventReader(signature).readMessage(event))
                .satisfies(e -> assertThat(e.errorNumber()).isEqualTo(ErrorNumber.BAD_SIGNATURE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'gateway':null,'context':null,'tails':null,",
                "'gateway':{},",
                "'gateway':{'features':'pushes'},",
                "'gateway':{'features':'pushes','answerKey':''},",
                "'gateway':{'features':'pushes','answerKey':null},",
                "'gateway':{'features':'','answerKey':'k'},",
                "'gateway':{'features':'teleport','answerKey':'k'},",
                "'gateway':{'answerKey':'k','more':{'a':[1]}},"
            })
    void anIncompleteAnnouncementIsNone(String fields) {
        assertNone(reader.readMessage(EventFixtures.parse(message(fields))));
        assertNone(signedMessage(fields));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'gateway':'pushes',",
                "'gateway':[{'features':'pushes','answerKey':'k'}],",
                "'gateway':{'features':['pushes'],'answerKey':'k'},",
                "'gateway':{'features':'pushes','answerKey':{'k':1}},",
                "'gateway':7,'context':{'user':42},'tails':[{'group':'a'}],",
                "'gateway':true,'context':42,'tails':{},"
            })
    void anAnnouncementOfAnotherTypeIsNone(String fields) {
        assertNone(signedMessage(fields));
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "'-1'", "'1e3'", "'9999999999'", "'many'", "null", "[]", "{'a':'1'}"})
    void anUnreadableSizeIsUnknown(String size) {
        MessageEvent message =
                signedMessage("'gateway':{'features':'pushes','answerKey':'k','maxMessage':" + size + "},");

        assertThat(message.announcement().features()).containsExactly(Feature.PUSHES);
        assertThat(message.announcement().maxMessageBytes()).isEmpty();
    }

    @Test
    void doesNotShowTheKey() {
        MessageEvent message = reader.readMessage(EventFixtures.parse(message(ANNOUNCED)));

        assertThat(message.announcement().toString()).doesNotContain("k-1");
    }

    private static void assertAnnounced(Announcement announcement) {
        assertThat(announcement.features()).containsExactlyInAnyOrder(Feature.PUSHES, Feature.GROUPS);
        assertThat(announcement.answerKey()).isEqualTo("k-1");
        assertThat(announcement.maxMessageBytes()).hasValue(262144);
    }

    private static void assertNone(MessageEvent message) {
        assertThat(message.announcement()).isSameAs(Announcement.NONE);
        assertThat(message.context()).isEmpty();
        assertThat(message.data()).isEqualTo("hello");
    }

    private static MessageEvent signedMessage(String fields) {
        EventSignature signature = EventSignature.of("k".repeat(32), Clock.systemUTC());
        return new EventReader(signature).readMessage(signed(message(fields), signature));
    }

    private static WebSocketEvent signed(String body, EventSignature signature) {
        WebSocketEvent event = EventFixtures.wrapped(body);
        event.setHeaders(Map.of(EventSignature.HEADER, signature.sign(body.getBytes(StandardCharsets.UTF_8))));
        return event;
    }

    private static String message(String fields) {
        return json(
                fields, "'websocket':{'action':'data send','secConnectionID':'a','dataType':'text','data':'hello'}");
    }

    private static String close(String fields) {
        return json(fields, "'websocket':{'action':'closing','secConnectionID':'a'}");
    }

    private static String connect(String fields) {
        return json(fields, "'requestContext':{},'websocket':{'action':'connecting','secConnectionID':'a'}");
    }

    private static String json(String fields, String event) {
        return ("{" + fields + event + "}").replace('\'', '"');
    }
}
