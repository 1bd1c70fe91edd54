package scf.websocket.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/** A window with the page for channels: what it has beyond the chat page. */
final class RoomWindow implements AutoCloseable {
    private static final double PATIENCE_MILLIS = 30_000;
    private static final String IN_SIGHT = ".timeline:not([hidden]) ";

    private final ChatWindow window;

    private RoomWindow(ChatWindow window) {
        this.window = window;
    }

    static RoomWindow open(Browser browser, URI page, String room) {
        return open(browser, page, room, 1180, 720, tab -> {});
    }

    /** @param prepare is called before the page is loaded */
    static RoomWindow open(Browser browser, URI page, String room, int width, int height, Consumer<Page> prepare) {
        RoomWindow opened = new RoomWindow(ChatWindow.open(browser, page.resolve("#" + room), width, height, prepare));
        opened.chat().awaitState("online");
        opened.awaitEntered();
        return opened;
    }

    /** What the page has in common with the chat page. */
    ChatWindow chat() {
        return window;
    }

    /** Waits until the history of the room in sight has been read. */
    void awaitEntered() {
        assertThat(window.locator(IN_SIGHT + ".head__line[data-text^=beginning], " + IN_SIGHT + ".head .button")
                        .filter(new Locator.FilterOptions().setVisible(true)))
                .hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS));
    }

    void join(String room) {
        window.locator("#join-name").fill(room);
        window.locator("#join-name").press("Enter");
    }

    void rename(String name) {
        window.locator("#account").click();
        window.locator("#name").fill(name);
        window.locator("#name").press("Enter");
    }

    void signIn(String token) {
        window.locator("#account").click();
        window.locator("#token").fill(token);
        window.locator("#token").press("Enter");
    }

    /** The texts of the room in sight, from old to new. */
    List<String> texts() {
        return window.locator(IN_SIGHT + ".message__text").allInnerTexts();
    }

    /** Waits until the room in sight has so many messages. */
    void awaitMessages(int count) {
        assertThat(window.locator(IN_SIGHT + ".message"))
                .hasCount(count, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS));
    }

    /** Waits until the server has so many of our messages in the room in sight. */
    void awaitSent(int count) {
        assertThat(window.locator(IN_SIGHT + ".message--mine[data-status=sent]"))
                .hasCount(count, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS));
    }

    /** The line above the messages of the room in sight. */
    void awaitHead(String text) {
        await(IN_SIGHT + ".head__line", text);
    }

    /** Waits for the newest message of somebody else in the room in sight. */
    void awaitOther(String text) {
        assertThat(window.locator(IN_SIGHT + ".message--other .message__text").last())
                .hasText(text, new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    void await(String selector, String text) {
        assertThat(window.locator(selector))
                .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    /** Scrolls to the oldest message, as somebody does who reads back. */
    void scrollUp() {
        window.evaluate("() => { document.querySelector('" + IN_SIGHT.strip() + "').scrollTop = 0; }");
    }

    boolean scrollsSideways() {
        return (boolean) window.evaluate("() => [document.documentElement, ...document.querySelectorAll('.app *')]"
                + ".some(e => e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX))"
                + " || document.documentElement.scrollWidth > innerWidth");
    }

    @Override
    public void close() {
        window.close();
    }
}
