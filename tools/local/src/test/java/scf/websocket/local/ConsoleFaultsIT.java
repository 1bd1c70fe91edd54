package scf.websocket.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.process.ChatClient;

/** What one breaks at the console, in a real browser: what it does to clients, that it is red, and that it ends. */
final class ConsoleFaultsIT {
    private static Browser browser;
    private static DatabaseSwitch database;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        browser = BrowserUnderTest.shared();
        SharedDatabase.clear();
        database = DatabaseSwitch.of(SharedDatabase.server());
        gateway = RunningGateway.start(database.environment());
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
            database.close();
        }
    }

    /** A test sees only its own connections. */
    @BeforeEach
    void nobodyIsConnected() {
        Await.until(
                "the cleanups of the test before", () -> SharedDatabase.ids().isEmpty());
    }

    private static ConsoleWindow window() {
        return ConsoleWindow.open(browser, gateway.console());
    }

    private static ChatClient client() throws Exception {
        return ClientLibrary.JDK.open(gateway.webSocket());
    }

    @Test
    void aFunctionIsBrokenAndMendedInRedWhileItLasts() throws Exception {
        try (ConsoleWindow one = window();
                ChatClient client = client()) {
            one.awaitTalk("register", "101");
            one.page().keyboard().press("b");
            one.harm("delay", "millis", "50", "count", "5");
            one.awaitFault("delay events");
            client.send("slowly");
            one.await("#faults", "4 left");
            one.await(one.step("slowly"), "message");
            one.await(one.step("slowly"), "fault");
            Path picture = Path.of("target", "screenshots", "console-fault.png");
            Files.createDirectories(picture.getParent());
            Files.write(picture, one.window().screenshot());

            one.page().locator("#faults button").click();
            assertThat(one.page().locator("#faults")).isHidden();
            assertThat(one.focused()).isEqualTo("break");
            client.send("quickly");
            one.await(one.step("quickly"), "message");
            assertThat(one.step("quickly")).not().containsText("fault");
        }
    }

    @Test
    void eventsAreDroppedFailedAndSentTwice() throws Exception {
        try (ConsoleWindow one = window();
                ChatClient reader = client()) {
            one.awaitTalk("register", "101");
            try (ChatClient client = client()) {
                one.harm("drop", "millis", "50", "count", "1");
                client.send("dropped");
                assertThat(client.closeCode()).isEqualTo(1011);
                one.await(one.step("dropped"), "no answer in time");
                one.await(one.step("dropped"), "drop events");
                one.awaitNoFault();
            }
            one.harm("fail", "function", "register", "count", "1");
            one.awaitFault("register");
            assertThat(Handshake.send(gateway.webSocket()).status()).isEqualTo(502);
            one.awaitNoFault();
            one.harm("duplicate", "function", "transmission", "count", "1");
            try (ChatClient client = client()) {
                client.send("twice");
                one.await(one.step("twice"), "send events twice");
                assertThat(reader.text()).startsWith("twice");
                client.send("once");
                assertThat(reader.text()).startsWith("once");
            }
        }
    }

    @Test
    void aFaultThatHitsNothingEndsByItself() throws Exception {
        try (ConsoleWindow one = window();
                ChatClient reader = client();
                ChatClient client = client()) {
            one.harm("fail", "count", "1000", "seconds", "2");
            one.awaitFault("let the function fail");
            one.awaitNoFault();
            client.send("unharmed");
            assertThat(reader.text()).startsWith("unharmed");
        }
    }

    @Test
    void pushesAreAnswered410And503AndArriveAfterwards() throws Exception {
        try (ConsoleWindow one = window();
                ChatClient client = client()) {
            one.awaitTalk("register", "101");
            one.harm("push-410", "count", "1");
            one.awaitFault("answer pushes with 410");
            one.talking().getByText("Push …").click();
            one.page().keyboard().type("a push");
            Locator send = one.page().locator("#push-sheet [type=submit]");
            send.click();
            one.await("#push-sheet .sheet__result", "1 gone");
            one.dismiss();
            one.awaitNoFault();

            one.harm("push-503", "count", "1");
            one.awaitFault("answer pushes with 503");
            one.talking().getByText("Push …").click();
            send.click();
            one.await("#push-sheet .sheet__result", "1 failed");
            send.click();
            one.await("#push-sheet .sheet__result", "1 delivered");
            one.dismiss();
            assertThat(client.text()).isEqualTo("a push");
            assertThat(client.rest()).isEmpty();
            one.awaitNoFault();
        }
    }

    @Test
    void aConnectionIsNotReadForAWhileAndThenCutWithoutACloseFrame() throws Exception {
        try (ConsoleWindow one = window();
                ChatClient client = client()) {
            one.awaitTalk("register", "101");
            one.aimAtTheConnection();
            one.harm("pause-reading", "seconds", "3");
            one.awaitFault("stop reading from a connection");
            client.send("waits");
            one.awaitTalk("register", "101", "fault", "fault ended", "message", "push");
            one.awaitNoFault();

            one.page().locator(".connection .button--break").click();
            one.harm("cut");
            assertThat(client.closeCode()).isEqualTo(1006);
            Locator cut = one.stories()
                    .filter(new Locator.FilterOptions().setHasText("the network or the client went away"))
                    .first();
            one.await(cut.locator(".step").last(), "cleanup");
            one.awaitNoFault();
        }
    }

    @Test
    void theDatabaseIsStoppedAndStarted() throws Exception {
        try (ConsoleWindow one = window()) {
            one.harm("database", "seconds", "120");
            one.awaitFault("stop the database of ./run");
            assertThat(SharedDatabase.server().isAlive()).isFalse();
            assertThat(Handshake.send(gateway.webSocket()).status()).isEqualTo(503);
            one.awaitFault("stop the database of ./run");
            one.page().locator("#faults button").click();
            one.awaitNoFault();
            Await.until("the database runs", () -> SharedDatabase.server().isAlive());
            try (ChatClient client = client()) {
                one.awaitTalk("register", "101");
                client.leave();
            }
        }
    }

    @Test
    void anEventIsReplayedToAnotherAddress() throws Exception {
        BlockingQueue<String> got = new LinkedBlockingQueue<>();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            got.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = "{\"errNo\":0,\"errMsg\":\"from elsewhere\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        other.start();
        try (ConsoleWindow one = window();
                ChatClient client = client()) {
            client.send("a question");
            Locator message = one.unfold(one.step("a question"));
            one.press(message, "Replay …");
            one.page().locator("#replay-sheet [name=target]").selectOption("other");
            one.page()
                    .locator("#replay-sheet [name=address]")
                    .fill("http://127.0.0.1:" + other.getAddress().getPort() + "/");
            one.page().locator("#replay-sheet [type=submit]").click();
            one.await("#replay-sheet .sheet__result", "The function: answered");
            one.await("#replay-sheet [data-answer]", "from elsewhere");
            assertThat(got.poll(20, TimeUnit.SECONDS)).contains("a question", "\"replay\":true");
            one.page().locator("#replay-sheet [name=address]").fill("http://127.0.0.1:1/");
            one.page().locator("#replay-sheet [type=submit]").click();
            one.await("#replay-sheet .sheet__result", "failed");
            one.page().locator("#replay-sheet [name=address]").fill("jar:/tmp/x.jar!a.B::c");
            one.page().locator("#replay-sheet [type=submit]").click();
            one.await("#replay-sheet .sheet__result", "target must be");
        } finally {
            other.stop(0);
        }
    }
}
