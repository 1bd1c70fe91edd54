package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.process.ChatClient;

/**
 * Stops and restarts the database under load, and checks what clients, load balancers and Prometheus see. Short in
 * {@code verify}, where the alert rules see time pass faster, and long in the proofs.
 */
final class DatabaseOutage {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String REFUSED = "503 with Retry-After";

    private final Duration scrapeInterval;
    private final int secondsForTheRules;
    private final Duration atLeast;

    /**
     * @param scrapeInterval between two scrapes
     * @param secondsForTheRules the length of that interval for the alert rules
     * @param atLeast the shortest outage; it lasts until the node is not ready
     */
    DatabaseOutage(Duration scrapeInterval, int secondsForTheRules, Duration atLeast) {
        this.scrapeInterval = scrapeInterval;
        this.secondsForTheRules = secondsForTheRules;
        this.atLeast = atLeast;
    }

    private static int readyz(RunningGateway gateway) throws Exception {
        URI address = gateway.pushUrl().resolve("/readyz");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                .statusCode();
    }

    /** Waits until the scrapes cover this time, as the alert rules measure it. */
    private void awaitRules(Scrapes scrapes, int seconds) throws Exception {
        int enough = scrapes.count() + seconds / secondsForTheRules + 2;
        Await.until("scrapes", BOUND.multipliedBy(5), () -> scrapes.count() >= enough);
    }

    void run(Path rules) throws Exception {
        Map<String, String> impatient = Map.of("DB_CONNECT_TIMEOUT_MILLIS", "1000", "DB_QUERY_TIMEOUT_MILLIS", "1000");
        try (RunningGateway gateway = RunningGateway.start(impatient);
                ChatClient one = ClientLibrary.JDK.open(gateway.webSocket());
                ChatClient two = ClientLibrary.JAVA_WEBSOCKET.open(gateway.webSocket());
                Scrapes scrapes = Scrapes.start(gateway.pushUrl().resolve("/metrics"), scrapeInterval);
                HandshakeLoad load = HandshakeLoad.start(gateway.webSocket())) {
            long pid = gateway.pid();
            awaitRules(scrapes, 4 * secondsForTheRules);
            assertThat(readyz(gateway)).isEqualTo(200);
            load.take();
            int before = scrapes.count();

            SharedDatabase.server().kill();
            long stopped = System.nanoTime();
            Await.until("new clients are refused", BOUND, () -> {
                Map<String, Integer> answers = load.take();
                return !answers.isEmpty() && answers.keySet().stream().allMatch(REFUSED::equals);
            });
            Await.until("not ready", BOUND, () -> readyz(gateway) == 503);
            Await.until("time", atLeast.plus(BOUND), () -> System.nanoTime() - stopped >= atLeast.toNanos());
            awaitRules(scrapes, 45);
            assertThat(load.take()).containsOnlyKeys(REFUSED);
            int during = scrapes.count() - 1;

            SharedDatabase.server().startAgain();
            Await.until("ready", BOUND, () -> readyz(gateway) == 200);
            Await.until("new clients are accepted", BOUND, () -> load.take().containsKey("101"));
            one.rest();
            two.rest();
            Await.until("the chat continues", BOUND, () -> {
                one.send("after");
                return two.rest().stream().anyMatch(text -> text.startsWith("after"));
            });
            awaitRules(scrapes, 75);
            int after = scrapes.count() - 1;
            assertThat(gateway.pid()).isEqualTo(pid);
            assertThat(gateway.isAlive()).isTrue();

            new AlertRules(scrapes.series(), secondsForTheRules)
                    .expect("GatewayNotReady", before, false)
                    .expect("GatewayRegisterFails", before, false)
                    .expect("GatewayFunctionFails", before, false)
                    .expect("GatewayNotReady", during, true)
                    .expect("GatewayRegisterFails", during, true)
                    .expect("GatewayNotReady", after, false)
                    .expect("GatewayRegisterFails", after, false)
                    .check(rules);
            one.leave();
            two.leave();
        }
    }
}
