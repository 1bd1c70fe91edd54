package scf.websocket.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.fault.Faults;
import scf.websocket.testing.process.Await;

/** A watcher that does not read for a while. */
class EventStreamTest {
    private static final String EVENT = "{\"x\":\"" + "x".repeat(1000) + "\"}";

    private final Deque<ChannelPromise> unread = new ArrayDeque<>();
    private final List<String> written = new ArrayList<>();
    private final AtomicInteger lost = new AtomicInteger();
    private Runnable afterTheFirst = () -> {};

    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelOutboundHandlerAdapter() {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            HttpContent chunk = (HttpContent) message;
            written.add(chunk.content().toString(StandardCharsets.UTF_8));
            chunk.release();
            unread.add(promise);
            if (written.size() == 1) {
                afterTheFirst.run();
            }
        }
    });

    private final EventStream stream = new EventStream(
            channel, Audience.OPERATORS, false, Optional.empty(), Optional.empty(), lost::incrementAndGet);

    private static EventFeed feed() {
        Faults none = new Faults(new ScheduledThreadPoolExecutor(0), Clock.systemUTC());
        return new EventFeed(Clock.systemUTC(), (api, kind) -> "jar", false, new RecentEvents(0, 0), none);
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void losesEventsAndIsToldHowMany() {
        for (int i = 0; i < 1000; i++) {
            stream.offer(EVENT);
        }
        int kept = written.size();
        assertThat(kept * (EVENT.length() + 1))
                .isBetween(EventStream.MAX_WAITING_BYTES, EventStream.MAX_WAITING_BYTES + EVENT.length() + 1);
        assertThat(lost).hasValue(1000 - kept);

        unread.forEach(ChannelPromise::setSuccess);
        stream.offer(EVENT);
        assertThat(written.subList(kept, written.size()))
                .containsExactly("{\"event\":\"lost\",\"count\":" + (1000 - kept) + "}\n", EVENT + "\n");
    }

    @Test
    void aPageOfTheConsoleMayHaveMoreUnreadBecauseOfThePayloads() {
        EventStream console = new EventStream(
                channel, Audience.CONSOLE, true, Optional.empty(), Optional.empty(), lost::incrementAndGet);
        for (int i = 0; i < 3000; i++) {
            console.offer(EVENT);
        }
        assertThat(written.stream().mapToInt(String::length).sum()).isBetween(2 << 20, (2 << 20) + 2000);
        assertThat(lost).hasValue(3000 - written.size());
    }

    @Test
    void noEventAfterTheGreetingIsMissing() {
        EventFeed feed = feed();
        afterTheFirst = () -> feed.opened("api", "id");

        assertThat(stream.begin(() -> feed.add(stream), "hello")).isTrue();

        assertThat(written).hasSize(2);
        assertThat(written.get(0)).isEqualTo("hello\n");
        assertThat(written.get(1)).contains("opened");
    }

    @Test
    void aStreamLeavesWhileAnEventWaitsForIt() throws InterruptedException {
        EventFeed feed = feed();
        feed.add(stream);
        Thread events = new Thread(() -> feed.opened("api", "id"));
        // As when a write fails and closes the connection.
        afterTheFirst = () -> {
            events.start();
            Await.until("the event waits", () -> events.getState() == Thread.State.BLOCKED);
            feed.remove(stream);
        };

        stream.beat();

        events.join(5000);
        assertThat(events.isAlive()).isFalse();
        assertThat(feed.size()).isZero();
    }

    @Test
    void aWatcherBeyondTheLimitIsNotGreeted() {
        EventFeed feed = feed();
        for (int i = 0; i < EventFeed.MAX_STREAMS; i++) {
            feed.add(stream);
        }

        assertThat(stream.begin(() -> feed.add(stream), "hello")).isFalse();
        assertThat(written).isEmpty();
    }

    @Test
    void aBeatIsWrittenOnlyToAWatcherThatReads() {
        stream.beat();
        stream.beat();
        assertThat(written).containsExactly("\n");
    }
}
