package scf.websocket.channels.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.Command;
import scf.websocket.channels.protocol.ConnectRequest;
import scf.websocket.channels.protocol.ConnectResult;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.protocol.EmptyResult;
import scf.websocket.channels.protocol.HistoryRequest;
import scf.websocket.channels.protocol.HistoryResult;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.PingRequest;
import scf.websocket.channels.protocol.PresenceRequest;
import scf.websocket.channels.protocol.PresenceResult;
import scf.websocket.channels.protocol.PresenceStatsRequest;
import scf.websocket.channels.protocol.PresenceStatsResult;
import scf.websocket.channels.protocol.Publication;
import scf.websocket.channels.protocol.PublishRequest;
import scf.websocket.channels.protocol.Push;
import scf.websocket.channels.protocol.RefreshRequest;
import scf.websocket.channels.protocol.RefreshResult;
import scf.websocket.channels.protocol.RejectedRequest;
import scf.websocket.channels.protocol.Reply;
import scf.websocket.channels.protocol.RequestVisitor;
import scf.websocket.channels.protocol.Result;
import scf.websocket.channels.protocol.RpcRequest;
import scf.websocket.channels.protocol.RpcResult;
import scf.websocket.channels.protocol.SendRequest;
import scf.websocket.channels.protocol.StreamPosition;
import scf.websocket.channels.protocol.SubRefreshRequest;
import scf.websocket.channels.protocol.SubRefreshResult;
import scf.websocket.channels.protocol.SubscribeRequest;
import scf.websocket.channels.protocol.SubscribeResult;
import scf.websocket.channels.protocol.UnsubscribeRequest;
import scf.websocket.event.Base64Data;
import scf.websocket.push.Message;

/** A WebSocket server that gives each command of one Protobuf client a fixed result. */
final class ScriptedServer extends WebSocketListener implements RequestVisitor<Optional<Result>>, AutoCloseable {
    private static final StreamPosition TOP = StreamPosition.of(7, "e");
    private static final Publication MISSED =
            Publication.of(json("\"missed\"")).withOffset(7).withInfo(ClientInfo.of("alice", "c9"));

    private final MockWebServer server = new MockWebServer();
    private final ProtobufCodec codec = new ProtobufCodec();
    private final BlockingQueue<String> published = new LinkedBlockingQueue<>();
    private volatile WebSocket socket;

    private static JsonData json(String text) {
        return JsonData.parse(text).orElseThrow();
    }

    void start() throws IOException {
        server.enqueue(new MockResponse.Builder()
                .webSocketUpgrade(this)
                .addHeader("Sec-WebSocket-Protocol", Codec.PROTOBUF_SUBPROTOCOL)
                .build());
        server.start();
    }

    String address() {
        return server.url("/connection/websocket").toString().replaceFirst("^http", "ws");
    }

    /** Returns channel and data of the next publish command. */
    String published() throws InterruptedException {
        return String.valueOf(published.poll(20, TimeUnit.SECONDS));
    }

    void push(Push push) {
        send(List.of(Reply.push(push)));
    }

    void disconnect(Disconnect disconnect) {
        socket.close(disconnect.code(), disconnect.reason());
    }

    @Override
    public void onOpen(WebSocket opened, Response response) {
        socket = opened;
    }

    @Override
    public void onMessage(WebSocket opened, ByteString bytes) {
        List<Reply> replies = new ArrayList<>();
        for (Command command : codec.read(Message.binary(bytes.toByteArray())).commands()) {
            if (command.request() instanceof RejectedRequest rejected) {
                replies.add(Reply.error(command.id(), rejected.error()));
            } else {
                command.request().accept(this).ifPresent(result -> replies.add(Reply.of(command.id(), result)));
            }
        }
        send(replies);
    }

    @Override
    public void onClosing(WebSocket opened, int code, String reason) {
        opened.close(code, reason);
    }

    private void send(List<Reply> replies) {
        socket.send(ByteString.of(Base64Data.decode(codec.write(replies).data())));
    }

    @Override
    public void close() {
        server.close();
    }

    @Override
    public Optional<Result> connect(ConnectRequest request) {
        return Optional.of(ConnectResult.builder("c1")
                .data(json("{\"hello\":1}"))
                .pingSeconds(25)
                .build());
    }

    @Override
    public Optional<Result> subscribe(SubscribeRequest request) {
        return Optional.of(SubscribeResult.builder()
                .recoverable(true)
                .positioned(true)
                .position(TOP)
                .recovered(List.of(MISSED))
                .data(json("[1]"))
                .build());
    }

    @Override
    public Optional<Result> unsubscribe(UnsubscribeRequest request) {
        return Optional.of(EmptyResult.UNSUBSCRIBE);
    }

    @Override
    public Optional<Result> publish(PublishRequest request) {
        published.add(request.channel() + " " + request.data().text());
        return Optional.of(EmptyResult.PUBLISH);
    }

    @Override
    public Optional<Result> presence(PresenceRequest request) {
        return Optional.of(PresenceResult.of(List.of(ClientInfo.of("alice", "c9"))));
    }

    @Override
    public Optional<Result> presenceStats(PresenceStatsRequest request) {
        return Optional.of(PresenceStatsResult.of(3, 2));
    }

    @Override
    public Optional<Result> history(HistoryRequest request) {
        return Optional.of(HistoryResult.of(List.of(MISSED), TOP));
    }

    @Override
    public Optional<Result> rpc(RpcRequest request) {
        String data = request.data().map(JsonData::text).orElse("null");
        return Optional.of(RpcResult.of(json("{\"" + request.method() + "\":" + data + "}")));
    }

    @Override
    public Optional<Result> refresh(RefreshRequest request) {
        return Optional.of(RefreshResult.of("c1", null));
    }

    @Override
    public Optional<Result> subRefresh(SubRefreshRequest request) {
        return Optional.of(SubRefreshResult.of(null));
    }

    @Override
    public Optional<Result> send(SendRequest request) {
        return Optional.empty();
    }

    @Override
    public Optional<Result> ping(PingRequest request) {
        return Optional.of(EmptyResult.PING);
    }

    @Override
    public Optional<Result> rejected(RejectedRequest request) {
        throw new IllegalStateException("answered with its error");
    }
}
