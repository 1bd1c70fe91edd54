package scf.websocket.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.fault.Fault;
import scf.websocket.gateway.fault.FaultKind;
import scf.websocket.gateway.fault.FaultRequest;
import scf.websocket.gateway.fault.Faults;
import scf.websocket.testing.process.Await;

/** {@link DatabaseFault}, with a server in the place of {@code ./run}. */
class DatabaseFaultTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Faults faults = new Faults(timer, Clock.systemUTC());
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private HttpServer run;
    private LocalDatabase database;
    private DatabaseFault fault;

    @BeforeEach
    void start() throws Exception {
        run = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        run.createContext("/key/", exchange -> {
            String what = exchange.getRequestURI().getPath().substring("/key/".length());
            asked.add(what);
            exchange.sendResponseHeaders(answers.getOrDefault(what, 204), -1);
            exchange.close();
        });
        run.start();
        database = new LocalDatabase(
                URI.create("http://127.0.0.1:" + run.getAddress().getPort() + "/key/"));
        fault = new DatabaseFault(database, faults, Duration.ofMillis(50));
    }

    @AfterEach
    void stop() {
        run.stop(0);
        timer.shutdownNow();
    }

    private int begin(Duration lasts) throws Exception {
        return fault.begin(FaultRequest.ofDatabase(lasts, 0))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .status()
                .code();
    }

    @Test
    void theDatabaseStartsByItselfAfterAWhile() throws Exception {
        assertThat(begin(Duration.ofMillis(100))).isEqualTo(200);
        Await.until("it runs", database::isRunning);
        assertThat(asked).containsExactly("stop", "start");
        assertThat(faults.isEmpty()).isTrue();
    }

    @Test
    void aFaultThatIsEndedStartsItAndAnotherMayBegin() throws Exception {
        assertThat(begin(LONG)).isEqualTo(200);
        assertThat(asked).containsExactly("stop");
        assertThat(database.isRunning()).isFalse();
        assertThat(faults.active()).extracting(Fault::kind).containsExactly(FaultKind.DATABASE);
        assertThat(begin(LONG)).as("while it is stopped").isEqualTo(409);
        assertThat(faults.end(faults.active().get(0).id())).isTrue();
        Await.until("another begins", () -> begin(LONG) == 200);
        assertThat(asked).containsExactly("stop", "start", "stop");
    }

    @Test
    void theFaultLastsUntilTheDatabaseStarts() throws Exception {
        answers.put("start", 500);
        assertThat(begin(LONG)).isEqualTo(200);
        faults.end(faults.active().get(0).id());
        Await.until("three attempts", () -> asked.size() >= 4);
        assertThat(database.isRunning()).isFalse();
        answers.clear();
        Await.until("it runs", database::isRunning);
        Await.until("the fault has ended", faults::isEmpty);
    }

    @Test
    void aDatabaseThatDoesNotStopIsNoFault() throws Exception {
        answers.put("stop", 500);
        assertThat(begin(LONG)).isEqualTo(502);
        assertThat(faults.isEmpty()).isTrue();
        answers.clear();
        Await.until("the next attempt", () -> begin(LONG) == 200);
    }
}
