package scf.websocket.channels.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scf.websocket.config.Settings;
import scf.websocket.config.SettingsException;

class ChannelsConfigTest {
    private static final String CHAT =
            "{\"namespaces\":[{\"name\":\"chat\",\"history_size\":100,\"history_ttl\":\"24h\",\"presence\":true,\"join_leave\":true}]}";

    static ChannelsConfig config(String value) {
        return ChannelsConfig.of(Settings.of(Map.of("CHANNELS_CONFIG", value)));
    }

    @Test
    void aNamespaceHasItsOwnOptions() {
        ChannelOptions options = config(CHAT).rules("chat:lobby").options();
        assertThat(options.historySize()).isEqualTo(100);
        assertThat(options.historyTimeToLive()).isEqualTo(Duration.ofHours(24));
        assertThat(options.presence()).isTrue();
        assertThat(options.joinLeave()).isTrue();
        assertThat(config(CHAT).rules("lobby").options().presence()).isFalse();
    }

    @Test
    void aNamespaceInheritsNothing() {
        ChannelsConfig config =
                config("{\"without_namespace\":{\"presence\":true},\"namespaces\":[{\"name\":\"chat\"}]}");
        assertThat(config.rules("lobby").options().presence()).isTrue();
        assertThat(config.rules("chat:lobby").options().presence()).isFalse();
    }

    @Test
    void theOptionsMayBeInAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("channels.json"), CHAT);
        assertThat(config(file.toString()).rules("chat:lobby").options().presence())
                .isTrue();
        assertThatThrownBy(() -> config(folder.resolve("missing.json").toString()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("CHANNELS_CONFIG should be JSON");
    }

    @Test
    void everyOptionCanBeSet() {
        String options = Arrays.stream(ChannelOption.values())
                .map(option -> "\"" + option.optionName() + "\":" + example(option.type()))
                .collect(Collectors.joining(","));
        ChannelOptions read =
                config("{\"without_namespace\":{" + options + "}}").rules("ab").options();
        assertThat(Arrays.stream(ChannelOption.values()).filter(option -> option.type() == ChannelOption.Type.FLAG))
                .allMatch(read::flag)
                .hasSize(19);
        assertThat(read.historySize()).isEqualTo(7);
        assertThat(read.historyTimeToLive()).isEqualTo(Duration.ofMinutes(1));
        assertThat(read.accepts("xaby")).isTrue();
        assertThat(read.accepts("ba")).isFalse();
    }

    private static String example(ChannelOption.Type type) {
        return switch (type) {
            case FLAG -> "true";
            case SIZE -> "7";
            case DURATION -> "\"1m\"";
            case REGEX -> "\"a+b\"";
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                       | valid JSON",
                "{}{}                                                    | one object",
                "{\"presence\":true}                                     | not exist: presence.",
                "{\"without_namespace\":true}                            | without_namespace should be an object",
                "{\"without_namespace\":{\"presense\":true}}             | not exist: without_namespace.presense.",
                "{\"without_namespace\":{\"name\":\"ab\"}}               | not exist: without_namespace.name.",
                "{\"without_namespace\":{\"presence\":1}}                | without_namespace.presence should be true or",
                "{\"without_namespace\":{\"presence\":\"true\"}}         | without_namespace.presence should be true or",
                "{\"without_namespace\":{\"presence\":null}}             | without_namespace.presence should be true or",
                "{\"without_namespace\":{\"presence\":{}}}               | without_namespace.presence should be true or",
                "{\"without_namespace\":{\"presence\":true,\"presence\":true}} | no object has a field twice",
                "{\"without_namespace\":{\"history_size\":\"1\"}}        | history_size should be a number from 0 to",
                "{\"without_namespace\":{\"history_size\":-1}}           | history_size should be a number from 0 to",
                "{\"without_namespace\":{\"history_size\":100001}}       | history_size should be a number from 0 to",
                "{\"without_namespace\":{\"history_size\":4294967297}}   | history_size should be a number from 0 to",
                "{\"without_namespace\":{\"history_size\":1.5}}          | history_size should be a number from 0 to",
                "{\"without_namespace\":{\"history_ttl\":300}}           | history_ttl should be a duration",
                "{\"without_namespace\":{\"history_ttl\":\"1 day\"}}     | history_ttl should be a duration",
                "{\"without_namespace\":{\"history_size\":1}}            | without both history_size and history_ttl",
                "{\"without_namespace\":{\"history_ttl\":\"1h\"}}        | without both history_size and history_ttl",
                "{\"without_namespace\":{\"force_recovery\":true}}       | without both history_size and history_ttl",
                "{\"without_namespace\":{\"channel_regex\":\"(\"}}       | channel_regex should be a regular expression",
                "{\"without_namespace\":{\"channel_regex\":1}}           | channel_regex should be a regular expression",
                "{\"namespaces\":{}}                                     | namespaces should be an array",
                "{\"namespaces\":[1]}                                    | namespaces[0] should be an object",
                "{\"namespaces\":[{}]}                                   | lacks namespaces[0].name.",
                "{\"namespaces\":[{\"name\":1}]}                         | namespaces[0].name should be a text",
                "{\"namespaces\":[{\"name\":\"a\"}]}                     | namespaces[0].name should be a unique name",
                "{\"namespaces\":[{\"name\":\"a:b\"}]}                   | namespaces[0].name should be a unique name",
                "{\"namespaces\":[{\"name\":\"ab\"},{\"name\":\"ab\"}]}  | namespaces[1].name should be a unique name",
                "{\"namespaces\":[{\"name\":\"ab\",\"histroy_size\":1}]} | not exist: namespaces[0].histroy_size.",
            })
    void aMalformedConfigurationStopsTheStartAndNamesTheOption(String json, String problem) {
        assertThatThrownBy(() -> config(json))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("CHANNELS_CONFIG ")
                .hasMessageContaining(problem);
    }

    @Test
    void thePlainRoomHasAPathAndAChannelOfAConfiguredNamespace() {
        PlainRoomOptions room = config(
                        "{\"plain_room\":{\"path\":\"/release/websocket\",\"channel\":\"chat:lobby\"},\"namespaces\":[{\"name\":\"chat\"}]}")
                .plainRoom()
                .orElseThrow();
        assertThat(room.path()).isEqualTo("/release/websocket");
        assertThat(room.channel()).isEqualTo("chat:lobby");
        assertThat(config(CHAT).plainRoom()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"plain_room\":7}; plain_room should be an object",
                "{\"plain_room\":{\"path\":\"x\",\"channel\":\"a\"}}; plain_room.path should be stage and path",
                "{\"plain_room\":{\"channel\":\"a\"}}; plain_room.path should be stage and path",
                "{\"plain_room\":{\"path\":\"/x\"}}; plain_room.channel should be a channel of a namespace",
                "{\"plain_room\":{\"path\":\"/x\",\"channel\":\"chat:lobby\"}}; plain_room.channel should be a channel",
                "{\"plain_room\":{\"room\":\"x\"}}; option that does not exist: plain_room.room",
            })
    void aPlainRoomThatCannotWorkIsNamed(String value, String message) {
        assertThatThrownBy(() -> config(value))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message);
    }
}
