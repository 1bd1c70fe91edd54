package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import scf.websocket.testing.process.ChatClient;

/** The page for channels in a real browser. Each test has a room of its own. */
final class ChannelsPageIT {
    private static final Path PICTURES = Path.of("target", "screenshots");

    private static LocalChannels channels;
    private static Browser browser;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        browser = BrowserUnderTest.shared();
        SharedDatabase.clear();
        channels = LocalChannels.of(Map.of(), Instant.now());
        gateway = RunningGateway.start(Map.of(), channels);
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private static RoomWindow window(String room) {
        return RoomWindow.open(browser, gateway.channelsPage(), room);
    }

    private static RoomWindow window(String room, Consumer<Page> prepare) {
        return RoomWindow.open(browser, gateway.channelsPage(), room, 1180, 720, prepare);
    }

    private static void picture(RoomWindow window, String name) throws Exception {
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(name + ".png"), window.chat().screenshot());
    }

    @Test
    void windowsAndPlainClientsUnderstandEachOther() throws Exception {
        String hostile = "<img src=x onerror=\"alert(1)\"><script>alert(2)</script><b>bold</b>&amp;";
        try (RoomWindow one = window("lobby");
                RoomWindow two = window("lobby");
                ChatClient plain = ClientLibrary.JDK.open(gateway.webSocket())) {
            one.rename("Mia <i>");
            one.chat().write(hostile);
            two.chat().awaitOther(hostile);
            two.await(".message--other .message__author", "Mia <i>");
            assertThat(plain.text()).isEqualTo(hostile);
            one.chat().awaitStatus("sent");

            plain.send("plain text");
            one.chat().awaitOther("plain text");
            two.chat().awaitOther("plain text");
            for (RoomWindow window : List.of(one, two)) {
                assertThat(window.chat().count("#room img, #room script, #room b, #room i"))
                        .isZero();
                assertThat(window.chat().errors()).isEmpty();
            }
        }
    }

    @Test
    void aWindowThatWasOffLineCatchesUp() {
        catchesUpAfter(0);
    }

    @Test
    @Tag("proof")
    void aWindowThatWasOffLineForAMinuteCatchesUp() {
        catchesUpAfter(60_000);
    }

    private static void catchesUpAfter(double millis) {
        List<String> said =
                IntStream.rangeClosed(1, 20).mapToObj(i -> "meanwhile " + i).toList();
        String room = "catch-up-" + (int) millis;
        try (RoomWindow one = window(room);
                RoomWindow two = window(room)) {
            two.chat().evaluate("() => { window.notReloaded = true; }");
            one.chat().write("before");
            two.chat().awaitOther("before");
            two.chat().setOffline(true);
            two.chat().awaitState("waiting");
            said.forEach(one.chat()::write);
            one.awaitMessages(21);
            one.chat().awaitStatus("sent");
            two.chat().write("said off line");
            two.chat().awaitStatus("waiting");
            two.chat().pause(millis);

            two.chat().setOffline(false);
            two.awaitMessages(22);
            one.chat().awaitOther("said off line");
            two.chat().awaitNote("20 messages caught up");
            assertThat(two.texts().subList(1, 21)).isEqualTo(said);
            assertThat(two.texts()).startsWith("before").endsWith("said off line");
            assertThat(two.chat().evaluate("() => window.notReloaded")).isEqualTo(true);
        }
    }

    @Test
    void aWindowSaysThatItMayHaveMissedMessages() throws Exception {
        try (RoomWindow one = window("lost");
                RoomWindow two = window("lost")) {
            one.chat().write("before");
            two.chat().awaitOther("before");
            two.chat().setOffline(true);
            two.chat().awaitState("waiting");
            SharedDatabase.forgetChannel("chat:lost");
            publish("chat:lost", List.of("in another epoch"));
            two.chat().setOffline(false);
            two.chat().awaitNote("has lost this room’s history");
            two.awaitMessages(1);
            assertThat(two.texts()).containsExactly("in another epoch");
        }
    }

    @Test
    void aMessageWhoseReplyIsLostIsNotSaidTwice() {
        AtomicInteger publishes = new AtomicInteger();
        Consumer<Page> losing = page -> page.routeWebSocket("**/connection/websocket", socket -> {
            WebSocketRoute server = socket.connectToServer();
            socket.onMessage(frame -> {
                server.send(frame.text());
                if (frame.text().contains("\"publish\"") && publishes.incrementAndGet() == 1) {
                    // The server gets it, and this page will never hear of that.
                    socket.close(new WebSocketRoute.CloseOptions().setCode(3001));
                }
            });
        });
        try (RoomWindow one = window("once", losing);
                RoomWindow two = window("once")) {
            one.chat().write("only once");
            two.chat().awaitOther("only once");
            one.chat().awaitState("online");
            one.chat().awaitStatus("sent");
            one.chat().write("and on");
            two.chat().awaitOther("and on");
            assertThat(one.texts()).containsExactly("only once", "and on");
            assertThat(two.texts()).containsExactly("only once", "and on");
            assertThat(publishes).hasValue(2);
        }
    }

    @Test
    void moreThanOneMessageOfTheConnectionMayHoldCanWait() {
        String large = "x".repeat(45_000);
        PageConnection connection = new PageConnection();
        try (RoomWindow one = window("much", connection)) {
            connection.keepDown();
            one.chat().awaitState("waiting");
            for (int i = 1; i <= 6; i++) {
                one.chat().write(i + large);
            }
            connection.restore();
            one.chat().evaluate("() => dispatchEvent(new Event('online'))");
            one.awaitSent(6);
            assertThat(one.texts()).extracting(text -> text.charAt(0)).containsExactly('1', '2', '3', '4', '5', '6');
        }
    }

    @Test
    void aRoomThatLetsSomebodyInAgainNoLongerSaysWhyItEnded() {
        PageConnection connection = new PageConnection();
        try (RoomWindow one = window("removed", connection)) {
            one.chat().write("before");
            one.awaitSent(1);
            connection.say("{\"push\":{\"channel\":\"chat:removed\",\"unsubscribe\":{\"code\":2000}}}");
            one.awaitHead("The server has removed you from this room.");
            connection.cut();
            one.awaitHead("The history begins here");
            one.chat().write("after");
            one.awaitSent(2);
        }
    }

    @Test
    void aRoomThatKeepsNoHistoryAnyMoreGoesOnWithoutOne() {
        PageConnection connection = new PageConnection();
        try (RoomWindow one = window("unkept", connection);
                RoomWindow two = window("unkept")) {
            two.chat().write("before");
            one.awaitOther("before");
            connection.change(frame -> frame.replaceAll("(?m)\"subscribe\":\\{.*\\}$", "\"subscribe\":{}}")
                    .replaceAll("\"offset\":\\d+,|,\"offset\":\\d+", ""));
            connection.cut();
            one.chat().awaitNote("has lost this room’s history");
            one.awaitHead("The server keeps nothing older");
            one.chat().write("and on");
            one.awaitSent(1);
            two.awaitOther("and on");

            one.join("elsewhere");
            one.awaitEntered();
            two.chat().write("behind");
            one.await(".rooms__badge:not([hidden])", "1 unread");
            one.join("unkept");
            one.awaitOther("behind");
            one.join("elsewhere");
            one.await("#place-title", "elsewhere");
            assertThat(one.chat().count(".rooms__badge:not([hidden])")).isZero();

            one.chat().refresh();
            one.awaitEntered();
            two.chat().write("not seen yet");
            one.await(".rooms__badge:not([hidden])", "1 unread");
            one.join("unkept");
            one.awaitOther("not seen yet");
        }
    }

    @Test
    void aRefusedMessageSaysWhyAndCanBeSentAgain() throws Exception {
        AtomicInteger publishes = new AtomicInteger();
        Consumer<Page> refusing = page -> page.routeWebSocket("**/connection/websocket", socket -> {
            WebSocketRoute server = socket.connectToServer();
            socket.onMessage(frame -> {
                if (frame.text().contains("\"publish\"") && publishes.incrementAndGet() == 1) {
                    String id = frame.text().replaceFirst("^\\{\"id\":(\\d+),.*", "$1");
                    socket.send("{\"id\":" + id + ",\"error\":{\"code\":111,\"message\":\"too many requests\"}}");
                } else {
                    server.send(frame.text());
                }
            });
        });
        try (RoomWindow one = window("refused", refusing)) {
            one.chat().write("hello");
            one.chat().awaitStatus("failed");
            one.await(".trouble", "you are too fast");
            one.chat().switchLanguage();
            one.await(".trouble", "您的操作过快");
            picture(one, "channels-failed-zh");
            one.chat().locator(".trouble .link").first().click();
            one.chat().awaitStatus("sent");
            assertThat(one.texts()).containsExactly("hello");
        }
    }

    @Test
    void signedInUsersWriteDirectMessages() throws Exception {
        try (RoomWindow ann = window("sign-in");
                RoomWindow ben = window("elsewhere");
                RoomWindow guest = window("sign-in")) {
            ann.signIn(channels.tokens().get(0));
            ben.signIn(channels.tokens().get(1));
            ann.await("#account-name", "ann");
            guest.await("#members-list", "ann");
            assertThat(guest.chat().count(".members__write")).isZero();

            ann.join("@ben");
            ann.awaitEntered();
            ann.chat().write("between us");
            ann.chat().awaitStatus("sent");
            ben.await("#directs .rooms__title", "ann");
            ben.await("#directs .rooms__badge", "1 unread");
            ben.chat().locator("#directs .rooms__room").click();
            ben.chat().awaitOther("between us");
            ben.chat().write("and back");
            ann.chat().awaitOther("and back");
            guest.join("@ben");
            guest.await("#join-error", "Sign in first");
            ann.chat().darken();
            picture(ann, "channels-direct-dark");
        }
    }

    @Test
    void anUnusableTokenIsSaidClearly() {
        String expired = LocalChannels.of(channels.environment(), Instant.now().minusSeconds(100_000))
                .tokens()
                .get(0);
        String forged = LocalChannels.of(Map.of(), Instant.now()).tokens().get(0);
        try (RoomWindow one = window("tokens")) {
            one.signIn("not a token");
            one.await("#token-error", "This is not a token");
            one.chat().locator("#account").click();
            one.signIn(expired);
            one.chat().awaitBanner("Your token has expired");
            one.chat().switchLanguage();
            one.chat().awaitBanner("您的令牌已过期");
            one.chat().locator("#account").click();
            one.chat().locator("#sign-out").click();
            one.chat().awaitState("online");
            one.signIn(forged);
            one.chat().awaitBanner("令牌无效");
        }
    }

    @Test
    void historyIsReadBackwardsWhileScrolling() throws Exception {
        List<String> said =
                IntStream.rangeClosed(1, 90).mapToObj(i -> "message " + i).toList();
        publish("chat:history", said);
        try (RoomWindow late = window("history")) {
            late.awaitMessages(40);
            late.scrollUp();
            late.awaitMessages(80);
            late.scrollUp();
            late.awaitMessages(90);
            late.awaitHead("The history begins here");
            assertThat(late.texts()).isEqualTo(said);
        }
    }

    /** As another client of the protocol does. */
    private static void publish(String channel, List<String> texts) throws Exception {
        StringBuilder commands = new StringBuilder("{\"id\":1,\"connect\":{}}\n{\"id\":2,\"subscribe\":{\"channel\":\"")
                .append(channel)
                .append("\"}}");
        for (int i = 0; i < texts.size(); i++) {
            commands.append("\n{\"id\":")
                    .append(i + 3)
                    .append(",\"publish\":{\"channel\":\"")
                    .append(channel)
                    .append("\",\"data\":{\"text\":\"")
                    .append(texts.get(i))
                    .append("\"}}}");
        }
        try (ChatClient client = ClientLibrary.JDK.open(gateway.channels())) {
            client.send(commands.toString());
            String reply = "\"id\":" + (texts.size() + 2) + ",\"publish\":{}";
            String received = client.text();
            while (!received.contains(reply)) {
                received = client.text();
            }
        }
    }

    /** Makes those of {@code docs/images}. */
    @Test
    @Tag("proof")
    void picturesForTheReadme() throws Exception {
        try (RoomWindow mia = RoomWindow.open(browser, gateway.channelsPage(), "coffee", 1000, 700, page -> {});
                RoomWindow ann = window("coffee");
                RoomWindow ben = window("coffee")) {
            mia.rename("Mia");
            ann.signIn(channels.tokens().get(0));
            ben.signIn(channels.tokens().get(1));
            mia.join("music");
            mia.join("release 2.0");
            ben.join("release 2.0");
            mia.awaitEntered();
            mia.join("coffee");
            ben.awaitEntered();
            ben.chat().write("It is out.");
            ben.chat().write("Release notes follow.");
            mia.await(".rooms__badge:not([hidden])", "2");
            ben.join("coffee");
            say(ann, mia, "Anybody else on the train to Lyon?");
            say(mia, ann, "Me! Coach 7. My network comes and goes …");
            say(ann, mia, "Nothing gets lost here: what you miss is there when you are back.");
            say(ben, mia, "The next stop has the better coffee.");
            mia.chat().page().locator("#place-title").hover();
            picture(mia, "channels");
            mia.chat().darken();
            picture(mia, "channels-dark");
            mia.chat().switchLanguage();
            for (RoomWindow window : List.of(mia, ann, ben)) {
                window.join("咖啡");
                window.awaitEntered();
            }
            say(ann, mia, "有人也在去上海的火车上吗？");
            say(mia, ann, "我在！7 号车厢，网络时断时续……");
            say(ann, mia, "这里不会漏消息：断线时错过的，回来就能看到。");
            say(ben, mia, "下一站的咖啡更好喝 👋");
            mia.chat().page().locator("#place-title").hover();
            picture(mia, "channels-zh-dark");
            mia.chat().lighten();
            picture(mia, "channels-zh");
        }
    }

    private static void say(RoomWindow from, RoomWindow to, String text) {
        from.chat().write(text);
        to.awaitOther(text);
    }

    @Test
    void theKeyboardIsEnough() {
        try (RoomWindow one = window("keys")) {
            Page page = one.chat().page();
            page.locator("#message-input").focus();
            page.keyboard().type("typed");
            page.keyboard().press("Enter");
            one.chat().awaitMine("typed");
            page.locator("#join-name").focus();
            page.keyboard().type("房间 2");
            page.keyboard().press("Enter");
            one.await("#place-title", "房间 2");
            one.awaitEntered();
            page.keyboard().press("Alt+ArrowUp");
            one.await("#place-title", "keys");
            page.locator("#account").focus();
            page.keyboard().press("Enter");
            page.keyboard().press("Escape");
            assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("account");
        }
    }

    @Test
    void theAccessibilityCheckerFindsNothing() throws Exception {
        Axe axe = Axe.fetched();
        try (RoomWindow one = window("axe");
                RoomWindow two = window("axe")) {
            one.rename("Mia");
            one.chat().write("hello");
            two.chat().awaitOther("hello");
            two.chat().write("and back");
            one.awaitOther("and back");
            one.chat().locator("#account").click();
            assertThat(axe.violations(one.chat().page())).isEmpty();
        }
    }

    @Test
    void thePageFitsAPhone() throws Exception {
        try (RoomWindow one = RoomWindow.open(browser, gateway.channelsPage(), "phone", 320, 640, page -> {})) {
            one.rename("W".repeat(40));
            one.chat().write("x".repeat(300));
            one.chat().awaitStatus("sent");
            assertThat(one.scrollsSideways()).isFalse();
            one.chat().locator("#rooms-toggle").click();
            one.join("another room");
            one.await("#place-title", "another room");
            assertThat(one.chat().locator("#sidebar").isVisible()).isFalse();
            one.chat().locator("#members-toggle").click();
            one.await("#members-list", "W");
            assertThat(one.scrollsSideways()).isFalse();
            picture(one, "channels-phone");
        }
    }
}
