package scf.websocket.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Sends messages back to the connections they came from. Thread-safe. */
final class PushBack {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path urlFile;
    private volatile @Nullable URI url;

    /** @param urlFile holds the push URL by the time of the first message */
    PushBack(Path urlFile) {
        this.urlFile = urlFile;
    }

    /** Sends the event unchanged: the event of a message has the form of the push of that message. */
    CompletionStage<?> push(String messageEvent) {
        HttpRequest request = HttpRequest.newBuilder(url())
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(messageEvent))
                .build();
        return client.sendAsync(request, BodyHandlers.discarding());
    }

    private URI url() {
        URI known = url;
        if (known == null) {
            try {
                known = URI.create(Files.readString(urlFile).strip());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            url = known;
        }
        return known;
    }
}
