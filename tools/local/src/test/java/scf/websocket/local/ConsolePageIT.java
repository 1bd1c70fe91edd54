package scf.websocket.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scf.websocket.testing.process.ChatClient;

/** The console in a real browser, on a gateway as {@code ./run} starts it; {@link ConsoleFaultsIT} has its faults. */
final class ConsolePageIT {
    private static final Path PICTURES = Path.of("target", "screenshots");

    private static Browser browser;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        browser = BrowserUnderTest.shared();
        SharedDatabase.clear();
        gateway = RunningGateway.start(Map.of());
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private static ConsoleWindow window() {
        return ConsoleWindow.open(browser, gateway.console());
    }

    private static ChatClient client() throws Exception {
        return ClientLibrary.JDK.open(gateway.webSocket());
    }

    private static void picture(ConsoleWindow window, String name) throws Exception {
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(name + ".png"), window.window().screenshot());
    }

    @Test
    void aMessageIsFollowedThroughItsWholeStoryAndReplayed() throws Exception {
        String hostile = "<img src=x onerror=\"alert(1)\"> it's";
        try (ChatClient reader = client();
                ConsoleWindow one = window()) {
            try (ChatClient client = client()) {
                one.awaitSteps("register", "101");
                client.send(hostile);
                assertThat(reader.text()).startsWith(hostile);
                one.awaitSteps("register", "101", "message", "push");
                one.await(one.step("register"), "accepted");
                one.await(one.step("message"), hostile);
                one.await(one.step("push"), "1 delivered");

                Locator message = one.unfold(one.step("message"));
                one.await(message, "\"dataType\": \"text\"");
                one.press(message, "Replay …");
                one.page().locator("#replay-sheet [type=submit]").click();
                one.await("#replay-sheet .sheet__result", "The function: answered");
                one.dismiss();
                assertThat(reader.text()).startsWith(hostile);
                one.await(one.page().locator(".step[data-replay]").first(), "replay");

                one.press(message, "Copy as test fixture");
                one.await("#toast", "Copied");
                assertThat(one.clipboard())
                        .contains("\"action\": \"data send\"", "\"secConnectionID\"")
                        .endsWith("}\n");
                one.press(message, "Copy as curl");
                assertThat(asShellReads(one.clipboard())).contains("it's");
            }
            one.await(one.story(), "closed by the client, code 1000");
            one.await(one.story().locator(".step").last(), "cleanup");
            assertThat(one.page().locator("#stories img")).hasCount(0);
            assertThat(one.window().errors()).isEmpty();
            picture(one, "console");
        }
    }

    /** The arguments of a command, one a line. */
    private static String asShellReads(String command) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", command.replaceFirst("^curl", "printf '%s\\\\n'")).start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aConnectionIsPushedToAndClosed() throws Exception {
        try (ConsoleWindow one = window();
                ChatClient client = client()) {
            one.awaitSteps("register", "101");
            one.story().getByText("Push …").click();
            one.page().keyboard().type("from the console");
            one.page().locator("#push-sheet [type=submit]").click();
            one.await("#push-sheet .sheet__result", "1 delivered");
            assertThat(client.text()).isEqualTo("from the console");
            one.dismiss();

            one.story().getByText("Close …").click();
            one.page().locator("#close-sheet [name=code]").fill("4001");
            one.page().locator("#close-sheet [name=reason]").fill("enough");
            one.page().locator("#close-sheet [type=submit]").click();
            one.await("#close-sheet .sheet__result", "Closing");
            one.await(one.story(), "code 4001");
        }
    }

    @Test
    void eventsAreFilteredPausedAndCleared() throws Exception {
        try (ConsoleWindow one = window();
                ChatClient other = client();
                ChatClient client = client()) {
            client.send("needle");
            other.text();
            one.await(".step[data-event=transmission]", "needle");
            assertThat(one.stories()).hasCount(2);
            one.page().keyboard().press("/");
            one.page().keyboard().type("NEEDLE");
            assertThat(one.stories()).hasCount(1);
            one.page().locator("#filter-text").fill("nothing like this");
            one.await("#empty", "Nothing fits the filter");
            one.page().locator("#filter-text").fill("");
            one.page().locator("#filter-kind").selectOption("message");
            one.awaitSteps("message");
            one.page().locator("#filter-kind").selectOption("");

            one.page().locator("#pause").click();
            client.send("meanwhile");
            other.text();
            one.await("#pause", "new");
            assertThat(one.stories().filter(new Locator.FilterOptions().setHasText("meanwhile")))
                    .hasCount(0);
            one.page().locator("#pause").click();
            one.await(one.step("meanwhile"), "message");
            one.page().locator("#clear").click();
            one.await("#empty", "Nothing has happened yet");
            one.page().locator("#connection-filter").fill("no such address");
            one.await("#no-connections", "Nobody");
        }
    }

    @Test
    void oldEventsMakeRoomForNewOnes() throws Exception {
        try (ConsoleWindow one = window();
                ChatClient client = client()) {
            one.awaitSteps("register", "101");
            for (int i = 1; i <= 260; i++) {
                client.send("message " + i);
            }
            one.await(one.story(), "message 260");
            one.await(one.story(), "Earlier steps are not shown any more");
            assertThat(one.page().locator(".step").count()).isLessThanOrEqualTo(500);
        }
    }

    @Test
    void theKeyboardIsEnough() throws Exception {
        try (ConsoleWindow one = window();
                ChatClient client = client()) {
            client.send("hello");
            one.awaitSteps("register", "101", "message", "push");
            Page page = one.page();
            page.keyboard().press("?");
            one.await("#help-sheet", "Next story");
            one.dismiss();
            page.keyboard().press("j");
            assertThat(one.focused().toString()).startsWith("story-");
            for (int i = 0; i < 4; i++) {
                page.keyboard().press("Tab");
            }
            page.keyboard().press("Enter");
            one.await(one.step("register").locator(".step__rest"), "\"connecting\"");
            page.keyboard().press("n");
            one.await("#push-sheet", "Push");
            page.keyboard().press("Escape");
            page.locator("#help").click();
            page.locator("#keys-on").uncheck();
            one.dismiss();
            page.keyboard().press("n");
            assertThat(page.locator("dialog[open]")).hasCount(0);
        }
    }

    @Test
    void aTokenSignsInAndIsInNoAddress() throws Exception {
        String token = "console-token-of-this-test-0123456789";
        try (RunningGateway guarded = RunningGateway.start(Map.of("GATEWAY_CONSOLE_TOKENS", token));
                ConsoleWindow one = ConsoleWindow.open(browser, guarded.console(), 900, 700)) {
            one.page().locator("#token").fill("another");
            one.page().keyboard().press("Enter");
            one.await("#token-error", "does not know this token");
            one.page().locator("#token").fill(token);
            one.page().keyboard().press("Enter");
            one.awaitState("online");
            assertThat(one.page().url()).doesNotContain(token);
            assertThat(one.page().evaluate("() => document.cookie")).isEqualTo("");
            one.window().refresh();
            one.awaitState("online");
            one.page().locator("#sign-out").click();
            one.await("#sign-in", "Sign in");
            one.window().refresh();
            one.await("#sign-in", "Sign in");
        }
    }

    @Test
    void theAccessibilityCheckerFindsNothing() throws Exception {
        Axe axe = Axe.fetched();
        try (ConsoleWindow one = window();
                ChatClient client = client()) {
            client.send("hello");
            one.awaitSteps("register", "101", "message", "push");
            one.unfold(one.step("hello"));
            one.page().locator(".connection__line").first().click();
            assertThat(axe.violations(one.page())).isEmpty();
            one.page().locator("#break").click();
            one.page().locator("#break-sheet [name=kind]").selectOption("push-410");
            one.page().locator("#break-sheet [type=submit]").click();
            one.await("#break-sheet .sheet__result", "in force");
            assertThat(axe.violations(one.page())).isEmpty();
            one.dismiss();
            assertThat(axe.violations(one.page())).isEmpty();
            one.page().locator("#faults button").click();
            assertThat(one.page().locator("#faults")).isHidden();
        }
    }

    @Test
    void thePageSpeaksChineseAndFitsAPhone() throws Exception {
        try (ConsoleWindow one = ConsoleWindow.open(browser, gateway.console(), 360, 720);
                ChatClient client = client()) {
            one.awaitState("online");
            client.send("x".repeat(400));
            one.await(one.step("message"), "xxx");
            one.window().switchLanguage();
            one.await(one.step("register"), "接受连接");
            one.unfold(one.step("消息"));
            one.page().locator("#side-fold").click();
            one.await("#connections", "127.0.0.1");
            assertThat(one.scrollsSideways()).isFalse();
            picture(one, "console-phone-zh");
        }
    }
}
