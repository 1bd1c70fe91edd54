package scf.websocket.channels.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static scf.websocket.channels.codec.OfficialFrames.bytes;

import io.github.centrifugal.centrifuge.internal.protocol.Protocol;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import scf.websocket.channels.protocol.Command;
import scf.websocket.channels.protocol.ConnectRequest;
import scf.websocket.channels.protocol.HistoryRequest;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.PingRequest;
import scf.websocket.channels.protocol.PresenceRequest;
import scf.websocket.channels.protocol.PresenceStatsRequest;
import scf.websocket.channels.protocol.PublishRequest;
import scf.websocket.channels.protocol.RefreshRequest;
import scf.websocket.channels.protocol.Request;
import scf.websocket.channels.protocol.RpcRequest;
import scf.websocket.channels.protocol.SendRequest;
import scf.websocket.channels.protocol.StreamPosition;
import scf.websocket.channels.protocol.SubRefreshRequest;
import scf.websocket.channels.protocol.SubscribeRequest;
import scf.websocket.channels.protocol.UnsubscribeRequest;
import scf.websocket.push.Message;

/** Every command, in both encodings. */
class CommandTest {
    private static final JsonCodec JSON = new JsonCodec();
    private static final ProtobufCodec PROTOBUF = new ProtobufCodec();

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandIsReadFromJson(Request expected, String json, Protocol.Command official) {
        assertReads(JSON.read(Message.text(json)), expected);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandIsReadFromProtobuf(Request expected, String json, Protocol.Command official) {
        assertReads(PROTOBUF.read(OfficialFrames.of(official)), expected);
    }

    private static void assertReads(ClientFrame frame, Request expected) {
        assertThat(frame.disconnect()).isEmpty();
        int id = expected instanceof SendRequest ? 0 : 7;
        assertThat(frame.commands()).usingRecursiveComparison().isEqualTo(List.of(Command.of(id, expected)));
    }

    private static Protocol.Command.Builder command() {
        return Protocol.Command.newBuilder().setId(7);
    }

    private static JsonData json(String text) {
        return JsonData.parse(text).orElseThrow();
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                arguments(
                        ConnectRequest.builder().build(),
                        "{\"id\":7,\"connect\":{}}",
                        command()
                                .setConnect(Protocol.ConnectRequest.newBuilder())
                                .build()),
                arguments(
                        ConnectRequest.builder()
                                .token("t")
                                .data(json("{\"a\":[1,\"b c\"]}"))
                                .subscription(SubscribeRequest.builder("news")
                                        .recoverFrom(StreamPosition.of(5, "e"))
                                        .build())
                                .name("js")
                                .version("5.7.0")
                                .header("Authorization", "Bearer x")
                                .build(),
                        "{\"connect\":{\"token\":\"t\",\"data\":{ \"a\": [1,\t\"b c\"]},\"subs\":{\"news\":{\"channel\":\"secret\",\"recover\":true,\"epoch\":\"e\",\"offset\":5}},\"name\":\"js\",\"version\":\"5.7.0\",\"headers\":{\"Authorization\":\"Bearer x\"},\"flag\":1},\"id\":7}",
                        command()
                                .setConnect(OfficialFrames.withHeader(Protocol.ConnectRequest.newBuilder())
                                        .setToken("t")
                                        .setData(bytes("{ \"a\": [1,\n\"b c\"]}"))
                                        .putSubs(
                                                "news",
                                                Protocol.SubscribeRequest.newBuilder()
                                                        .setChannel("secret")
                                                        .setRecover(true)
                                                        .setEpoch("e")
                                                        .setOffset(5)
                                                        .build())
                                        .setName("js")
                                        .setVersion("5.7.0"))
                                .build()),
                arguments(
                        SubscribeRequest.builder("a:你")
                                .token("t")
                                .recoverFrom(StreamPosition.of(9_007_199_254_740_993L, "x1"))
                                .data(json("null"))
                                .positioned(true)
                                .recoverable(true)
                                .joinLeave(true)
                                .build(),
                        "{\"id\":7,\"subscribe\":{\"channel\":\"a:\\u4f60\",\"token\":\"t\",\"recover\":true,\"epoch\":\"x1\",\"offset\":9007199254740993,\"data\":null,\"positioned\":true,\"recoverable\":true,\"join_leave\":true,\"flag\":1,\"delta\":\"\"}}",
                        command()
                                .setSubscribe(Protocol.SubscribeRequest.newBuilder()
                                        .setChannel("a:你")
                                        .setToken("t")
                                        .setRecover(true)
                                        .setEpoch("x1")
                                        .setOffset(9_007_199_254_740_993L)
                                        .setData(bytes("null"))
                                        .setPositioned(true)
                                        .setRecoverable(true)
                                        .setJoinLeave(true))
                                .build()),
                arguments(
                        SubscribeRequest.builder("a")
                                .recoverFrom(StreamPosition.of(Long.MAX_VALUE, ""))
                                .build(),
                        "{\"id\":7,\"subscribe\":{\"channel\":\"a\",\"recover\":true,\"offset\":18446744073709551615}}",
                        command()
                                .setSubscribe(Protocol.SubscribeRequest.newBuilder()
                                        .setChannel("a")
                                        .setRecover(true)
                                        .setOffset(-1))
                                .build()),
                arguments(
                        UnsubscribeRequest.of("a"),
                        "{\"id\":7,\"unsubscribe\":{\"channel\":\"a\"}}",
                        command()
                                .setUnsubscribe(
                                        Protocol.UnsubscribeRequest.newBuilder().setChannel("a"))
                                .build()),
                arguments(
                        PublishRequest.of("a", json("{\"input\":1.50}")),
                        "{\"id\":7,\"publish\":{\"channel\":\"a\",\"data\":{\"input\":1.50}}}",
                        command()
                                .setPublish(Protocol.PublishRequest.newBuilder()
                                        .setChannel("a")
                                        .setData(bytes("{\"input\":1.50}")))
                                .build()),
                arguments(
                        PresenceRequest.of("a"),
                        "{\"id\":7,\"presence\":{\"channel\":\"a\"}}",
                        command()
                                .setPresence(
                                        Protocol.PresenceRequest.newBuilder().setChannel("a"))
                                .build()),
                arguments(
                        PresenceStatsRequest.of("a"),
                        "{\"id\":7,\"presence_stats\":{\"channel\":\"a\"}}",
                        command()
                                .setPresenceStats(Protocol.PresenceStatsRequest.newBuilder()
                                        .setChannel("a"))
                                .build()),
                arguments(
                        HistoryRequest.of("a", HistoryRequest.NO_LIMIT, StreamPosition.of(3, "e"), true),
                        "{\"id\":7,\"history\":{\"channel\":\"a\",\"limit\":-1,\"since\":{\"offset\":3,\"epoch\":\"e\"},\"reverse\":true}}",
                        command()
                                .setHistory(Protocol.HistoryRequest.newBuilder()
                                        .setChannel("a")
                                        .setLimit(-1)
                                        .setSince(Protocol.StreamPosition.newBuilder()
                                                .setOffset(3)
                                                .setEpoch("e"))
                                        .setReverse(true))
                                .build()),
                arguments(
                        HistoryRequest.of("a", 0, null, false),
                        "{\"id\":7,\"history\":{\"channel\":\"a\",\"since\":null,\"reverse\":false}}",
                        command()
                                .setHistory(Protocol.HistoryRequest.newBuilder().setChannel("a"))
                                .build()),
                arguments(
                        RpcRequest.of("m", json("7")),
                        "{\"id\":7,\"rpc\":{\"method\":\"m\",\"data\":7}}",
                        command()
                                .setRpc(Protocol.RPCRequest.newBuilder()
                                        .setMethod("m")
                                        .setData(bytes(" 7\n")))
                                .build()),
                arguments(
                        SendRequest.of(json("\"x\"")),
                        "{\"send\":{\"data\":\"x\"}}",
                        Protocol.Command.newBuilder()
                                .setSend(Protocol.SendRequest.newBuilder().setData(bytes("\"x\"")))
                                .build()),
                arguments(
                        RefreshRequest.of("t"),
                        "{\"id\":7,\"refresh\":{\"token\":\"t\"}}",
                        command()
                                .setRefresh(Protocol.RefreshRequest.newBuilder().setToken("t"))
                                .build()),
                arguments(
                        SubRefreshRequest.of("a", "t"),
                        "{\"id\":7,\"sub_refresh\":{\"channel\":\"a\",\"token\":\"t\"}}",
                        command()
                                .setSubRefresh(Protocol.SubRefreshRequest.newBuilder()
                                        .setChannel("a")
                                        .setToken("t"))
                                .build()),
                arguments(
                        PingRequest.INSTANCE,
                        "{\"id\":7,\"ping\":{}}",
                        command().setPing(Protocol.PingRequest.newBuilder()).build()));
    }

    @Test
    void aFrameHoldsSeveralCommands() {
        String frame = "{\"id\":1,\"connect\":{}}\n{}\n{\"id\":4294967295,\"subscribe\":{\"channel\":\"a\"}}\n";
        assertThat(JSON.read(Message.text(frame)).commands())
                .extracting(Command::id)
                .containsExactly(1, -1);
        assertThat(PROTOBUF.read(OfficialFrames.of(
                                command()
                                        .setConnect(Protocol.ConnectRequest.newBuilder())
                                        .build(),
                                Protocol.Command.getDefaultInstance(),
                                command()
                                        .setId(-1)
                                        .setSubscribe(Protocol.SubscribeRequest.newBuilder()
                                                .setChannel("a"))
                                        .build()))
                        .commands())
                .extracting(Command::id)
                .containsExactly(7, -1);
    }

    @Test
    void commandsBeforeAMalformedOneAreRead() {
        ClientFrame frame = JSON.read(Message.text("{\"id\":1,\"connect\":{}}\n{\"id\":2}\n{\"id\":3,\"ping\":{}}"));
        assertThat(frame.commands()).extracting(Command::id).containsExactly(1);
        assertThat(frame.disconnect()).isPresent();
    }

    @Test
    void eachHeartbeatIsReadAsNothing() {
        for (Codec codec : List.of(JSON, PROTOBUF)) {
            ClientFrame frame = codec.read(codec.heartbeat());
            assertThat(frame.commands()).isEmpty();
            assertThat(frame.disconnect()).isEmpty();
        }
    }

    @Test
    void jsonInABinaryFrameAndProtobufInATextFrameAreRead() {
        byte[] json = "{\"id\":1,\"ping\":{}}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(JSON.read(Message.binary(json)).commands()).hasSize(1);
        assertThat(PROTOBUF.read(Message.text("\u0004\b\u0001Z\u0000")).commands())
                .hasSize(1);
    }

    @Test
    void aFrameHoldsAThousandCommandsAtMost() {
        String ping = "{\"id\":1,\"ping\":{}}\n";
        assertThat(JSON.read(Message.text(ping.repeat(1000))).disconnect()).isEmpty();
        assertThat(JSON.read(Message.text(ping.repeat(1001))).disconnect()).isPresent();
        assertThat(PROTOBUF.read(Message.binary(new byte[1000])).disconnect()).isEmpty();
        assertThat(PROTOBUF.read(Message.binary(new byte[1001])).disconnect()).isPresent();
    }
}
