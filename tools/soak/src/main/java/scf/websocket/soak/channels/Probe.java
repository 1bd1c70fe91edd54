package scf.websocket.soak.channels;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.centrifugal.centrifuge.Client;
import io.github.centrifugal.centrifuge.EventListener;
import io.github.centrifugal.centrifuge.HistoryOptions;
import io.github.centrifugal.centrifuge.HistoryResult;
import io.github.centrifugal.centrifuge.Options;
import io.github.centrifugal.centrifuge.PresenceResult;
import io.github.centrifugal.centrifuge.PublishResult;
import io.github.centrifugal.centrifuge.ResultCallback;
import io.github.centrifugal.centrifuge.StreamPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** An official client that asks one gateway what the others see, and is in no channel itself. */
final class Probe implements AutoCloseable {
    private static final int PAGE = 50;

    private final Client client;

    Probe(String address) {
        client = new Client(address, new Options(), new EventListener() {});
        client.connect();
    }

    Set<String> presence(String channel) {
        PresenceResult result = result(done -> client.presence(channel, done));
        return new TreeSet<>(result.getClients().keySet());
    }

    /** The texts of all that a channel keeps, the oldest first. */
    List<String> history(String channel) {
        List<String> texts = new ArrayList<>();
        StreamPosition since = null;
        while (true) {
            HistoryOptions.Builder options = new HistoryOptions.Builder().withLimit(PAGE);
            if (since != null) {
                options.withSince(since);
            }
            HistoryResult page = result(done -> client.history(channel, options.build(), done));
            if (page.getPublications().isEmpty()) {
                return texts;
            }
            page.getPublications().forEach(one -> texts.add(new String(one.getData(), UTF_8)));
            since = new StreamPosition(
                    page.getPublications()
                            .get(page.getPublications().size() - 1)
                            .getOffset(),
                    page.getEpoch());
        }
    }

    void publish(String channel, String text) {
        Probe.<PublishResult>result(done -> client.publish(channel, text.getBytes(UTF_8), done));
    }

    private static <T> T result(Consumer<ResultCallback<T>> call) {
        CompletableFuture<T> future = new CompletableFuture<>();
        call.accept((error, value) -> {
            if (error == null) {
                future.complete(value);
            } else {
                future.completeExceptionally(error);
            }
        });
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the probe was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        try {
            client.close(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
