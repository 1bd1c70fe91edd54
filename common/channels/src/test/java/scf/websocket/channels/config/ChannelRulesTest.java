package scf.websocket.channels.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.config.Settings;

/** The decisions, as tables. The user {@code ''} is anonymous; 0 stands for "allowed". */
class ChannelRulesTest {
    private static final String HISTORY = "'history_size':1,'history_ttl':'1h',";

    private static ChannelRules rules(String options, String channel) {
        return ChannelsConfigTest.config(
                        ("{'without_namespace':{" + options + "},'namespaces':[{'name':'ns'}]}").replace('\'', '"'))
                .rules(channel);
    }

    /** @param options names of flags to switch on, with blanks between */
    private static String flags(String options) {
        return options == null ? "'presence':false" : "'" + String.join("':true,'", options.split(" ")) + "':true";
    }

    private static int code(Optional<ProtocolError> error) {
        return error.map(ProtocolError::code).orElse(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                           | news       | 42 | false | 103",
                "                                                           | news       | 42 | true  | 0",
                "                                                           | news       | '' | true  | 0",
                "allow_subscribe_for_client                                 | news       | 42 | false | 0",
                "allow_subscribe_for_client                                 | news       | '' | false | 103",
                "allow_subscribe_for_anonymous                              | news       | '' | false | 103",
                "allow_subscribe_for_client allow_subscribe_for_anonymous   | news       | '' | false | 0",
                "allow_subscribe_for_client                                 | $news      | 42 | false | 103",
                "allow_subscribe_for_client                                 | $news      | 42 | true  | 0",
                "allow_subscribe_for_client                                 | a#42,43    | 7  | false | 0",
                "allow_user_limited_channels                                | a#42,43    | 42 | false | 0",
                "allow_user_limited_channels                                | a#42,43    | 43 | false | 0",
                "allow_user_limited_channels                                | a#42,43    | 4  | false | 103",
                "allow_user_limited_channels                                | a#42,43    | 7  | true  | 0",
                "allow_user_limited_channels allow_subscribe_for_client     | a#42,43    | 7  | false | 103",
                "allow_user_limited_channels                                | a          | 42 | false | 103",
                "allow_user_limited_channels                                | a#         | '' | false | 103",
                "allow_user_limited_channels                                | $a#42      | 42 | false | 103",
                "allow_subscribe_for_client                                 | ns:news    | 42 | false | 103",
                "allow_subscribe_for_client                                 | other:news | 42 | false | 102",
                "allow_subscribe_for_client                                 | other:news | 42 | true  | 102",
                "allow_subscribe_for_client                                 | \u4f60    | 42 | true  | 107",
            })
    void subscribing(String options, String channel, String user, boolean withToken, int expected) {
        assertThat(code(rules(flags(options), channel).subscribe(user, withToken)))
                .isEqualTo(expected);
    }

    /** Publish, presence and history have the same three options. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                  | 42 | true  | 103",
                "allow_USE_for_subscriber                          | 42 | true  | 0",
                "allow_USE_for_subscriber                          | 42 | false | 103",
                "allow_USE_for_subscriber                          | '' | true  | 103",
                "allow_USE_for_subscriber allow_USE_for_anonymous  | '' | true  | 0",
                "allow_USE_for_subscriber allow_USE_for_anonymous  | '' | false | 103",
                "allow_USE_for_client                              | 42 | false | 0",
                "allow_USE_for_client                              | '' | true  | 103",
                "allow_USE_for_client allow_USE_for_anonymous      | '' | false | 0",
                "allow_USE_for_anonymous                           | '' | true  | 103",
            })
    void publishingPresenceAndHistory(String options, String user, boolean subscribed, int expected) {
        String each = options == null ? "presence" : "presence " + options;
        ChannelRules publish = rules(HISTORY + flags(each.replace("USE", "publish")), "news");
        assertThat(code(publish.publish(user, subscribed))).isEqualTo(expected);
        ChannelRules presence = rules(HISTORY + flags(each.replace("USE", "presence")), "news");
        assertThat(code(presence.presence(user, subscribed))).isEqualTo(expected);
        ChannelRules history = rules(HISTORY + flags(each.replace("USE", "history")), "news");
        assertThat(code(history.history(user, subscribed))).isEqualTo(expected);
    }

    @Test
    void whatIsOffIsNotAvailable() {
        ChannelRules rules = rules(flags("allow_presence_for_client allow_history_for_client"), "news");
        assertThat(rules.presence("42", true)).contains(ProtocolError.NOT_AVAILABLE);
        assertThat(rules.history("42", true)).contains(ProtocolError.NOT_AVAILABLE);
    }

    @Test
    void theRegularExpressionRefusesOtherNames() {
        String options = "'channel_regex':'^[a-z]+$'," + flags("allow_subscribe_for_client allow_publish_for_client");
        assertThat(rules(options, "news").subscribe("42", false)).isEmpty();
        assertThat(rules(options, "News").subscribe("42", true)).contains(ProtocolError.BAD_REQUEST);
        assertThat(rules(options, "News").publish("42", true)).contains(ProtocolError.BAD_REQUEST);
        assertThat(rules(options, "News").unusable()).contains(ProtocolError.BAD_REQUEST);
    }

    @Test
    void anUnknownNamespaceIsRefusedInEveryUse() {
        ChannelRules rules = rules("", "other:news");
        assertThat(rules.unusable()).contains(ProtocolError.UNKNOWN_CHANNEL);
        assertThat(rules.publish("42", true)).contains(ProtocolError.UNKNOWN_CHANNEL);
        assertThat(rules.presence("42", true)).contains(ProtocolError.UNKNOWN_CHANNEL);
        assertThat(rules.history("42", true)).contains(ProtocolError.UNKNOWN_CHANNEL);
    }

    @Test
    void withoutAConfigurationChannelsAreClosed() {
        ChannelsConfig config = ChannelsConfig.of(Settings.of(Map.of()));
        assertThat(config.rules("news").subscribe("42", false)).contains(ProtocolError.PERMISSION_DENIED);
        assertThat(config.rules("news").subscribe("42", true)).isEmpty();
        assertThat(config.rules("chat:news").subscribe("42", true)).contains(ProtocolError.UNKNOWN_CHANNEL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                             | true  | false",
                "force_recovery               | false | true",
                "allow_recovery               | false | false",
                "allow_recovery               | true  | true",
                "allow_history_for_subscriber | true  | true",
                "allow_history_for_subscriber | false | false",
            })
    void recovery(String options, boolean requested, boolean expected) {
        assertThat(rules(HISTORY + flags(options), "news").recoverable("42", requested))
                .isEqualTo(expected);
        String positioning = options == null ? null : options.replace("recovery", "positioning");
        assertThat(rules(HISTORY + flags(positioning), "news").positioned("42", requested))
                .isEqualTo(expected);
    }

    @Test
    void nothingIsRecoverableWithoutAHistory() {
        assertThat(rules(flags("allow_recovery"), "news").recoverable("42", true))
                .isFalse();
        assertThat(rules(flags("allow_positioning"), "news").positioned("42", true))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "join_leave                                | true  | false",
                "force_push_join_leave                     | true  | false",
                "join_leave force_push_join_leave          | false | true",
                "join_leave allow_presence_for_subscriber  | true  | true",
                "join_leave allow_presence_for_subscriber  | false | false",
            })
    void joinAndLeave(String options, boolean requested, boolean expected) {
        assertThat(rules(flags(options), "news").joinLeave("42", requested)).isEqualTo(expected);
    }
}
