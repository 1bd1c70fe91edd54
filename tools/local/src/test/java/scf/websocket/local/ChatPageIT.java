package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.process.ChatClient;

/** The chat page in a real browser, served by the gateway. */
final class ChatPageIT {
    private static Browser browser;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        browser = BrowserUnderTest.shared();
        gateway = RunningGateway.start(Map.of());
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @BeforeEach
    void startEmpty() throws Exception {
        SharedDatabase.clear();
    }

    @Test
    void twoWindowsChat() throws Exception {
        try (ChatWindow one = window();
                ChatWindow two = window()) {
            one.write("Is anybody there?");
            one.awaitMine("Is anybody there?");
            two.awaitOther("Is anybody there?");
            two.awaitOnlineCount("2");

            two.writeAndPressEnter("Yes: three functions, one gateway, and me.");
            one.awaitOther("Yes: three functions, one gateway, and me.");
            one.write("你好 👋  Then it works.");
            two.awaitOther("你好 👋  Then it works.");
            two.write("It does. On one command.");
            one.awaitOther("It does. On one command.");

            assertThat(one.count(".message--mine")).isEqualTo(2);
            assertThat(one.count(".message--other")).isEqualTo(2);
            Screenshots.write(one.screenshot(), two.screenshot(), Path.of("target", "screenshots", "chat.png"));
            assertThat(one.errors()).isEmpty();
            assertThat(two.errors()).isEmpty();
        }
    }

    @Test
    @Tag("proof")
    void aRefreshedWindowKeepsChattingAndItsOldConnectionIsRemoved() throws Exception {
        try (ChatWindow one = window();
                ChatWindow two = window()) {
            one.refresh();
            one.awaitState("online");

            two.write("still there?");
            one.awaitOther("still there?");
            one.write("still here");
            two.awaitOther("still here");
            Await.until(
                    "two rows, one for each window",
                    ChatClient.LIMIT,
                    () -> SharedDatabase.ids().size() == 2);
        }
    }

    @Test
    @Tag("proof")
    void windowsReconnectAfterARestartOfTheGateway() throws Exception {
        try (ChatWindow one = window();
                ChatWindow two = window()) {
            gateway.stop();
            one.awaitState("waiting");
            gateway.restart();
            one.awaitState("online");
            two.awaitState("online");

            one.write("and on it goes");
            two.awaitOther("and on it goes");
        }
    }

    @Test
    void aMessageIsNeverInterpretedAsHtml() throws Exception {
        String hostile = "<img src=x onerror=\"alert(1)\"><script>alert(2)</script><b>bold</b>&amp;";
        try (ChatWindow one = window();
                ChatWindow two = window()) {
            one.write(hostile);
            two.awaitOther(hostile);

            for (ChatWindow window : new ChatWindow[] {one, two}) {
                assertThat(window.count("#log img, #log script, #log b")).isZero();
                assertThat(window.errors()).isEmpty();
            }
        }
    }

    @Test
    void thePageSpeaksEnglishAndChinese() throws Exception {
        try (ChatWindow one = window()) {
            String english = one.locator("#state").innerText();
            one.switchLanguage();
            String chinese = one.locator("#state").innerText();

            assertThat(english).isNotEqualTo(chinese);
            assertThat(chinese).matches(".*\\p{IsHan}.*");
        }
    }

    @Test
    @Tag("proof")
    void thePageConnectsToTheTypedAddress() throws Exception {
        try (ChatWindow one = window()) {
            one.locator("#settings").click();
            one.locator("#address").fill("ws://127.0.0.1:1/nobody");
            one.locator("#connect").click();
            one.awaitState("waiting");

            one.locator("#settings").click();
            one.locator("#address").fill(gateway.webSocket().toString());
            one.locator("#connect").click();
            one.awaitState("online");
        }
    }

    @Test
    void theAccessibilityCheckerFindsNothing() throws Exception {
        Axe axe = Axe.fetched();
        try (ChatWindow one = window();
                ChatWindow two = window()) {
            assertThat(axe.violations(one.page())).isEmpty();
            one.write("hello");
            two.awaitOther("hello");
            two.write("and back");
            one.awaitOther("and back");
            one.locator("#settings").click();
            assertThat(axe.violations(one.page())).isEmpty();
        }
    }

    private static ChatWindow window() {
        return ChatWindow.open(browser, gateway.page()).awaitState("online");
    }
}
