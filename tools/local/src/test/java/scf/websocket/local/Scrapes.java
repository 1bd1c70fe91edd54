package scf.websocket.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** Scrapes metrics at a fixed interval, like Prometheus; keeps every series, with gaps for missing values. */
final class Scrapes implements AutoCloseable {
    private static final String LABELS = "instance=\"a\",job=\"gateway\"";

    private final URI metrics;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, List<String>> series = new LinkedHashMap<>();
    private Future<?> pace = CompletableFuture.completedFuture(null);
    private int count;
    private String failure = "";

    private Scrapes(URI metrics) {
        this.metrics = metrics;
    }

    static Scrapes start(URI metrics, Duration interval) {
        Scrapes scrapes = new Scrapes(metrics);
        scrapes.pace =
                scrapes.timer.scheduleAtFixedRate(scrapes::scrape, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return scrapes;
    }

    private void scrape() {
        try {
            add(client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                    .body());
        } catch (IOException | RuntimeException e) {
            fail(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void fail(String reason) {
        failure = reason;
    }

    private synchronized void add(String text) {
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int blank = line.lastIndexOf(' ');
            List<String> values = series.computeIfAbsent(labelled(line.substring(0, blank)), name -> new ArrayList<>());
            fill(values);
            values.add(line.substring(blank + 1));
        });
        count++;
        series.values().forEach(this::fill);
    }

    private void fill(List<String> values) {
        while (values.size() < count) {
            values.add("_");
        }
    }

    /** With the labels that Prometheus adds. */
    private static String labelled(String name) {
        return name.endsWith("}")
                ? name.substring(0, name.length() - 1) + "," + LABELS + "}"
                : name + "{" + LABELS + "}";
    }

    /** The number of scrapes so far. */
    synchronized int count() {
        Assertions.assertEquals("", failure, "every scrape is answered");
        return count;
    }

    /** The values by series; all lists have the same length. */
    synchronized Map<String, List<String>> series() {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        series.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        return copy;
    }

    @Override
    public void close() {
        pace.cancel(true);
        timer.shutdownNow();
    }
}
