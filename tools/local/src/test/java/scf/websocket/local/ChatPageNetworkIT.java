package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The connection status that the chat page shows, in a real browser. */
final class ChatPageNetworkIT {
    private static final Path PICTURES = Path.of("target", "screenshots");

    private static Browser browser;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        browser = BrowserUnderTest.shared();
        gateway = RunningGateway.start(Map.of("GATEWAY_MAX_CONNECTIONS", "1"));
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private static ChatWindow window() {
        return ChatWindow.open(browser, gateway.page());
    }

    private static void picture(ChatWindow window, String name) throws Exception {
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(name + ".png"), window.screenshot());
    }

    @Test
    void aMessageCountsAsSentAfterALaterSignOfLifeOfTheGateway() {
        try (ChatWindow one = window().awaitState("online")) {
            one.write("hello");
            one.awaitStatus("sent");
            assertThat(one.errors()).isEmpty();
        }
    }

    @Test
    @Tag("proof")
    void aMessageThatNothingConfirmsDoesNotCountAsSent() throws Exception {
        // The page of localhost may not send HTTP requests to 127.0.0.1.
        URI elsewhere = URI.create("http://localhost:" + gateway.page().getPort() + "/?ws=" + gateway.webSocket());
        try (ChatWindow one = ChatWindow.open(browser, elsewhere).awaitState("online")) {
            one.write("hello");
            one.awaitStatus("handed");
            assertThat(one.locator(".message--mine .message__status").innerText())
                    .isEqualTo("not confirmed");
            picture(one, "not-confirmed");
            assertThat(one.errors()).isEmpty();
        }
    }

    @Test
    void aDeadNetworkIsNoticedAndTheGapIsShownInBothLanguages() throws Exception {
        try (ChatWindow one = window().awaitState("online")) {
            one.write("before");
            one.awaitStatus("sent");
            one.setOffline(true);
            one.awaitState("waiting");
            one.awaitBanner("this device is offline");
            one.write("meanwhile");
            one.awaitStatus("pending");
            picture(one, "offline");
            one.setOffline(false);
            one.awaitState("online");
            one.awaitNote("messages sent meanwhile may be missing");
            one.awaitStatus("sent");
            picture(one, "reconnected");
            one.switchLanguage();
            one.darken();
            one.awaitNote("断开期间的消息可能缺失");
            picture(one, "reconnected-zh-dark");
            assertThat(one.errors()).isEmpty();
        }
    }

    @Test
    @Tag("proof")
    void aMessageWithoutALaterSignOfLifeMayNotHaveArrived() throws Exception {
        try (ChatWindow one = window().awaitState("online")) {
            one.cut("icon.svg");
            one.write("into the dark");
            one.awaitStatus("unconfirmed");
            one.restore("icon.svg");
            one.awaitState("online");
            one.write("and back");
            one.awaitStatus("sent");
            assertThat(one.count(".message--mine[data-status=unconfirmed]")).isOne();
            picture(one, "unconfirmed");
            one.switchLanguage();
            one.darken();
            picture(one, "unconfirmed-zh-dark");
        }
    }

    @Test
    @Tag("proof")
    void distinguishesARefusalAWrongPathAndAMissingGateway() throws Exception {
        try (ChatWindow first = window().awaitState("online");
                ChatWindow second = window()) {
            second.awaitBanner("refuses the connection");
            picture(second, "refused");
            second.switchLanguage();
            second.darken();
            second.awaitBanner("拒绝了连接");
            picture(second, "refused-zh-dark");
            second.switchLanguage();
            String server = "ws://127.0.0.1:" + gateway.page().getPort();
            second.connectTo(server + "/release/nowhere");
            second.awaitBanner("has no WebSocket at /release/nowhere");
            assertThat(first.errors()).isEmpty();
            assertThat(second.errors()).isEmpty();
            gateway.stop();
            first.awaitBanner("does not answer");
            gateway.restart();
        }
    }

    @Test
    void inlineCodeIsBlocked() {
        try (ChatWindow one = window().awaitState("online")) {
            one.evaluate(
                    "() => { const script = document.createElement('script'); script.textContent = 'window.ran = 1';"
                            + " document.body.append(script); }");
            assertThat(one.evaluate("() => window.ran === undefined")).isEqualTo(true);
            assertThat(one.errors())
                    .isNotEmpty()
                    .allSatisfy(error -> assertThat(error).contains("Content Security Policy"));
        }
    }
}
