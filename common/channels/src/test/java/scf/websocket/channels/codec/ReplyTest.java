package scf.websocket.channels.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static scf.websocket.channels.codec.OfficialFrames.bytes;

import io.github.centrifugal.centrifuge.internal.protocol.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.ConnectResult;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.protocol.EmptyResult;
import scf.websocket.channels.protocol.HistoryResult;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.PresenceResult;
import scf.websocket.channels.protocol.PresenceStatsResult;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.channels.protocol.Publication;
import scf.websocket.channels.protocol.Push;
import scf.websocket.channels.protocol.RefreshResult;
import scf.websocket.channels.protocol.Reply;
import scf.websocket.channels.protocol.Result;
import scf.websocket.channels.protocol.RpcResult;
import scf.websocket.channels.protocol.StreamPosition;
import scf.websocket.channels.protocol.SubRefreshResult;
import scf.websocket.channels.protocol.SubscribeResult;
import scf.websocket.channels.protocol.Unsubscribe;
import scf.websocket.push.Message;

/** Every reply and push, in both encodings. */
class ReplyTest {
    private static final Codec JSON = new JsonCodec();
    private static final Codec PROTOBUF = new ProtobufCodec();

    private static final ClientInfo ALICE = ClientInfo.of("alice", "c1", json("{\"n\":1}"), json("2"));
    private static final Protocol.ClientInfo OFFICIAL_ALICE = Protocol.ClientInfo.newBuilder()
            .setUser("alice")
            .setClient("c1")
            .setConnInfo(bytes("{\"n\":1}"))
            .setChanInfo(bytes("2"))
            .build();
    private static final String JSON_ALICE =
            "{\"user\":\"alice\",\"client\":\"c1\",\"conn_info\":{\"n\":1},\"chan_info\":2}";

    private static final Publication PUBLICATION = Publication.of(json("{ \"a\" : \"\\n b\" }"))
            .withOffset(9_007_199_254_740_993L)
            .withInfo(ALICE)
            .withTags(Map.of("k", ""))
            .withTimeMillis(1_700_000_000_000L);
    private static final Protocol.Publication OFFICIAL_PUBLICATION = Protocol.Publication.newBuilder()
            .setData(bytes("{\"a\":\"\\n b\"}"))
            .setOffset(9_007_199_254_740_993L)
            .setInfo(OFFICIAL_ALICE)
            .putTags("k", "")
            .build();
    private static final String JSON_PUBLICATION = "{\"data\":{\"a\":\"\\n b\"},\"info\":" + JSON_ALICE
            + ",\"offset\":9007199254740993,\"tags\":{\"k\":\"\"},\"time\":1700000000000}";

    private static JsonData json(String text) {
        return JsonData.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource({"results", "pushes"})
    void aReplyIsWrittenInJson(Reply reply, String json, Protocol.Reply official) {
        Message frame = JSON.write(List.of(reply, reply));
        assertThat(frame).isEqualTo(Message.text(json + "\n" + json));
    }

    @ParameterizedTest
    @MethodSource({"results", "pushes"})
    void aReplyIsWrittenInProtobuf(Reply reply, String json, Protocol.Reply official) {
        List<Protocol.Reply> read = OfficialFrames.replies(PROTOBUF.write(List.of(reply, reply)));
        assertThat(read)
                .extracting(ReplyTest::described)
                .containsOnly(described(official))
                .hasSize(2);
    }

    /** Returns the fields, without those that are newer than the client's schema: the time of a publication. */
    @SuppressWarnings("LiteProtoToString") // Its names are not shortened: the client's jar is not optimized.
    private static String described(Protocol.Reply reply) {
        return reply.toString().replaceAll("@[0-9a-f]+", "").replaceAll("(?m)^ +9: 1700000000000\n", "");
    }

    private static Arguments result(Result result, String json, Protocol.Reply.Builder official) {
        return arguments(
                Reply.of(7, result),
                "{\"id\":7," + json + "}",
                official.setId(7).build());
    }

    private static Protocol.Reply.Builder reply() {
        return Protocol.Reply.newBuilder();
    }

    static Stream<Arguments> results() {
        SubscribeResult recovered = SubscribeResult.builder()
                .timeToLive(Duration.ofMillis(59_001))
                .recoverable(true)
                .positioned(true)
                .position(StreamPosition.of(12, "e"))
                .recovered(List.of(PUBLICATION))
                .data(json("[]"))
                .build();
        Protocol.SubscribeResult officialRecovered = Protocol.SubscribeResult.newBuilder()
                .setExpires(true)
                .setTtl(60)
                .setRecoverable(true)
                .setPositioned(true)
                .setEpoch("e")
                .setOffset(12)
                .addPublications(OFFICIAL_PUBLICATION)
                .setRecovered(true)
                .setWasRecovering(true)
                .setData(bytes("[]"))
                .build();
        String jsonRecovered =
                "{\"expires\":true,\"ttl\":60,\"recoverable\":true,\"epoch\":\"e\",\"offset\":12,\"publications\":["
                        + JSON_PUBLICATION
                        + "],\"recovered\":true,\"positioned\":true,\"data\":[],\"was_recovering\":true}";
        return Stream.of(
                arguments(
                        Reply.error(-1, ProtocolError.INTERNAL),
                        "{\"id\":4294967295,\"error\":{\"code\":100,\"message\":\"internal server error\",\"temporary\":true}}",
                        reply().setId(-1)
                                .setError(Protocol.Error.newBuilder()
                                        .setCode(100)
                                        .setMessage("internal server error")
                                        .setTemporary(true))
                                .build()),
                arguments(
                        Reply.error(1, ProtocolError.TOKEN_EXPIRED),
                        "{\"id\":1,\"error\":{\"code\":109,\"message\":\"token expired\"}}",
                        reply().setId(1)
                                .setError(
                                        Protocol.Error.newBuilder().setCode(109).setMessage("token expired"))
                                .build()),
                result(
                        ConnectResult.builder("c1")
                                .version("0.2")
                                .timeToLive(Duration.ofSeconds(3600))
                                .data(json("1"))
                                .subscription("a:\"b\"", recovered)
                                .pingSeconds(25)
                                .build(),
                        "\"connect\":{\"client\":\"c1\",\"version\":\"0.2\",\"expires\":true,\"ttl\":3600,\"data\":1,\"subs\":{\"a:\\\"b\\\"\":"
                                + jsonRecovered + "},\"ping\":25,\"pong\":true}",
                        reply().setConnect(Protocol.ConnectResult.newBuilder()
                                .setClient("c1")
                                .setVersion("0.2")
                                .setExpires(true)
                                .setTtl(3600)
                                .setData(bytes("1"))
                                .putSubs("a:\"b\"", officialRecovered)
                                .setPing(25)
                                .setPong(true))),
                result(
                        ConnectResult.builder("c1").build(),
                        "\"connect\":{\"client\":\"c1\"}",
                        reply().setConnect(Protocol.ConnectResult.newBuilder().setClient("c1"))),
                result(recovered, "\"subscribe\":" + jsonRecovered, reply().setSubscribe(officialRecovered)),
                result(
                        SubscribeResult.builder().build(),
                        "\"subscribe\":{}",
                        reply().setSubscribe(Protocol.SubscribeResult.newBuilder())),
                result(
                        SubscribeResult.builder()
                                .recoverable(true)
                                .position(StreamPosition.of(0, "f"))
                                .notRecovered()
                                .build(),
                        "\"subscribe\":{\"recoverable\":true,\"epoch\":\"f\",\"was_recovering\":true}",
                        reply().setSubscribe(Protocol.SubscribeResult.newBuilder()
                                .setRecoverable(true)
                                .setEpoch("f")
                                .setWasRecovering(true))),
                result(
                        EmptyResult.UNSUBSCRIBE,
                        "\"unsubscribe\":{}",
                        reply().setUnsubscribe(Protocol.UnsubscribeResult.newBuilder())),
                result(EmptyResult.PUBLISH, "\"publish\":{}", reply().setPublish(Protocol.PublishResult.newBuilder())),
                result(EmptyResult.PING, "\"ping\":{}", reply().setPing(Protocol.PingResult.newBuilder())),
                result(
                        PresenceResult.of(List.of(ALICE, ClientInfo.of("", "c2"))),
                        "\"presence\":{\"presence\":{\"c1\":" + JSON_ALICE
                                + ",\"c2\":{\"user\":\"\",\"client\":\"c2\"}}}",
                        reply().setPresence(Protocol.PresenceResult.newBuilder()
                                .putPresence("c1", OFFICIAL_ALICE)
                                .putPresence(
                                        "c2",
                                        Protocol.ClientInfo.newBuilder()
                                                .setClient("c2")
                                                .build()))),
                result(
                        PresenceStatsResult.of(0, 0),
                        "\"presence_stats\":{\"num_clients\":0,\"num_users\":0}",
                        reply().setPresenceStats(Protocol.PresenceStatsResult.newBuilder())),
                result(
                        PresenceStatsResult.of(3, 2),
                        "\"presence_stats\":{\"num_clients\":3,\"num_users\":2}",
                        reply().setPresenceStats(Protocol.PresenceStatsResult.newBuilder()
                                .setNumClients(3)
                                .setNumUsers(2))),
                result(
                        HistoryResult.of(List.of(PUBLICATION, PUBLICATION), StreamPosition.of(12, "e")),
                        "\"history\":{\"publications\":[" + JSON_PUBLICATION + "," + JSON_PUBLICATION
                                + "],\"epoch\":\"e\",\"offset\":12}",
                        reply().setHistory(Protocol.HistoryResult.newBuilder()
                                .addPublications(OFFICIAL_PUBLICATION)
                                .addPublications(OFFICIAL_PUBLICATION)
                                .setEpoch("e")
                                .setOffset(12))),
                result(
                        HistoryResult.of(List.of(), StreamPosition.of(0, "e")),
                        "\"history\":{\"publications\":[],\"epoch\":\"e\"}",
                        reply().setHistory(Protocol.HistoryResult.newBuilder().setEpoch("e"))),
                result(
                        RpcResult.of(json("{}")),
                        "\"rpc\":{\"data\":{}}",
                        reply().setRpc(Protocol.RPCResult.newBuilder().setData(bytes("{}")))),
                result(RpcResult.of(null), "\"rpc\":{}", reply().setRpc(Protocol.RPCResult.newBuilder())),
                result(
                        RefreshResult.of("c1", Duration.ofMillis(1)),
                        "\"refresh\":{\"client\":\"c1\",\"expires\":true,\"ttl\":1}",
                        reply().setRefresh(Protocol.RefreshResult.newBuilder()
                                .setClient("c1")
                                .setExpires(true)
                                .setTtl(1))),
                result(
                        SubRefreshResult.of(Duration.ofSeconds(9)),
                        "\"sub_refresh\":{\"expires\":true,\"ttl\":9}",
                        reply().setSubRefresh(Protocol.SubRefreshResult.newBuilder()
                                .setExpires(true)
                                .setTtl(9))),
                result(
                        SubRefreshResult.of(null),
                        "\"sub_refresh\":{}",
                        reply().setSubRefresh(Protocol.SubRefreshResult.newBuilder())));
    }

    private static Arguments push(Push push, String json, Protocol.Push.Builder official) {
        return arguments(
                Reply.push(push),
                "{\"push\":{" + json + "}}",
                reply().setPush(official).build());
    }

    private static Protocol.Push.Builder inA() {
        return Protocol.Push.newBuilder().setChannel("a");
    }

    static Stream<Arguments> pushes() {
        return Stream.of(
                push(
                        Push.publication("a", PUBLICATION),
                        "\"channel\":\"a\",\"pub\":" + JSON_PUBLICATION,
                        inA().setPub(OFFICIAL_PUBLICATION)),
                push(
                        Push.publication("a", Publication.of(json("\"\\ud800\""))),
                        "\"channel\":\"a\",\"pub\":{\"data\":\"\\ud800\"}",
                        inA().setPub(Protocol.Publication.newBuilder().setData(bytes("\"\\ud800\"")))),
                push(
                        Push.join("a", ALICE),
                        "\"channel\":\"a\",\"join\":{\"info\":" + JSON_ALICE + "}",
                        inA().setJoin(Protocol.Join.newBuilder().setInfo(OFFICIAL_ALICE))),
                push(
                        Push.leave("a", ALICE),
                        "\"channel\":\"a\",\"leave\":{\"info\":" + JSON_ALICE + "}",
                        inA().setLeave(Protocol.Leave.newBuilder().setInfo(OFFICIAL_ALICE))),
                push(
                        Push.unsubscribe("a", Unsubscribe.INSUFFICIENT_STATE),
                        "\"channel\":\"a\",\"unsubscribe\":{\"code\":2500,\"reason\":\"insufficient state\"}",
                        inA().setUnsubscribe(Protocol.Unsubscribe.newBuilder()
                                .setCode(2500)
                                .setReason("insufficient state"))),
                push(
                        Push.subscribe(
                                "a",
                                SubscribeResult.builder()
                                        .recoverable(true)
                                        .positioned(true)
                                        .position(StreamPosition.of(4, "e"))
                                        .data(json("true"))
                                        .build()),
                        "\"channel\":\"a\",\"subscribe\":{\"recoverable\":true,\"epoch\":\"e\",\"offset\":4,\"positioned\":true,\"data\":true}",
                        inA().setSubscribe(Protocol.Subscribe.newBuilder()
                                .setRecoverable(true)
                                .setPositioned(true)
                                .setEpoch("e")
                                .setOffset(4)
                                .setData(bytes("true")))),
                push(
                        Push.message(json("[1]")),
                        "\"message\":{\"data\":[1]}",
                        Protocol.Push.newBuilder()
                                .setMessage(Protocol.Message.newBuilder().setData(bytes("[1]")))),
                push(
                        Push.disconnect(Disconnect.BAD_REQUEST),
                        "\"disconnect\":{\"code\":3501,\"reason\":\"bad request\"}",
                        Protocol.Push.newBuilder()
                                .setDisconnect(Protocol.Disconnect.newBuilder()
                                        .setCode(3501)
                                        .setReason("bad request"))),
                push(
                        Push.disconnect(Disconnect.EXPIRED),
                        "\"disconnect\":{\"code\":3005,\"reason\":\"connection expired\",\"reconnect\":true}",
                        Protocol.Push.newBuilder()
                                .setDisconnect(Protocol.Disconnect.newBuilder()
                                        .setCode(3005)
                                        .setReason("connection expired")
                                        .setReconnect(true))),
                push(
                        Push.refresh(Duration.ofSeconds(5)),
                        "\"refresh\":{\"expires\":true,\"ttl\":5}",
                        Protocol.Push.newBuilder()
                                .setRefresh(Protocol.Refresh.newBuilder()
                                        .setExpires(true)
                                        .setTtl(5))));
    }

    @Test
    void unpairedSurrogatesInTextsAreReplaced() {
        Reply reply = Reply.push(Push.leave("\ud800", ClientInfo.of("\udc00x", "c")));
        assertThat(JSON.write(List.of(reply)).data()).contains("\"\ufffd\"", "\"\ufffdx\"");
        Protocol.Push push =
                OfficialFrames.replies(PROTOBUF.write(List.of(reply))).get(0).getPush();
        assertThat(push.getChannel()).isEqualTo("\ufffd");
        assertThat(push.getLeave().getInfo().getUser()).isEqualTo("\ufffdx");
    }
}
