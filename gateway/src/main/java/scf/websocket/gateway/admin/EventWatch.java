package scf.websocket.gateway.admin;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.HttpEndpoint;

/** {@code GET /admin/events}, and the same of the console: the events of this node as they happen. Thread-safe. */
final class EventWatch implements HttpEndpoint {
    /** Less than the time after which the listener closes an idle connection. */
    private static final int BEAT_SECONDS = 15;

    private static final String SSE = "text/event-stream";
    private static final String LINES = "application/x-ndjson";
    private static final Set<String> PARAMETERS = Set.of("api", "connection");

    private final EventFeed feed;
    private final Nodes nodes;
    private final Audience audience;
    private final Runnable lostOne;

    /** @param lostOne called for each event that a slow watcher loses */
    EventWatch(EventFeed feed, Nodes nodes, Audience audience, Runnable lostOne) {
        this.feed = feed;
        this.nodes = nodes;
        this.audience = audience;
        this.lostOne = lostOne;
    }

    @Override
    public CompletionStage<HttpAnswer> handle(HttpCall call) {
        Query query = Query.parse(call.head().query(), PARAMETERS);
        Optional<String> api = query.text("api");
        Optional<String> connection = query.text("connection");
        boolean sse = call.head().headers().get(HttpHeaderNames.ACCEPT, "").contains(SSE);
        if (feed.size() >= EventFeed.MAX_STREAMS) {
            return CompletableFuture.completedFuture(tooMany());
        }
        return CompletableFuture.completedFuture(HttpAnswer.streaming(
                sse ? SSE : LINES,
                channel -> begin(channel, new EventStream(channel, audience, sse, api, connection, lostOne))));
    }

    private static HttpAnswer tooMany() {
        return HttpAnswer.json(
                        HttpResponseStatus.SERVICE_UNAVAILABLE,
                        503,
                        EventFeed.MAX_STREAMS + " others are watching, and no more may")
                .with("Retry-After", "5");
    }

    private void begin(Channel channel, EventStream stream) {
        String greeting =
                nodes.describe(HttpAnswer.okBody()).put("event", "watching").toString();
        if (!stream.begin(() -> feed.add(stream), greeting)) {
            // Others came first, since the head was written.
            channel.close();
            return;
        }
        Future<?> beats =
                channel.eventLoop().scheduleAtFixedRate(stream::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
        channel.closeFuture().addListener(closed -> {
            beats.cancel(false);
            feed.remove(stream);
        });
    }
}
