package scf.websocket.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.URI;
import java.util.List;

/** A window with the console, as seen and operated by somebody who debugs a function. */
final class ConsoleWindow implements AutoCloseable {
    private static final double PATIENCE_MILLIS = 30_000;

    private final ChatWindow window;

    private ConsoleWindow(ChatWindow window) {
        this.window = window;
    }

    /** Opens a window that is signed in, because nobody has to be, and waits until it sees events. */
    static ConsoleWindow open(Browser browser, URI console) {
        ConsoleWindow opened = open(browser, console, 1280, 800);
        opened.awaitState("online");
        return opened;
    }

    /** Opens a window in any state. */
    static ConsoleWindow open(Browser browser, URI console, int width, int height) {
        ConsoleWindow opened = new ConsoleWindow(ChatWindow.open(browser, console, width, height, page -> {}));
        opened.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        return opened;
    }

    ChatWindow window() {
        return window;
    }

    Page page() {
        return window.page();
    }

    void awaitState(String state) {
        window.awaitState(state);
    }

    /** The story at the top, which is the newest. */
    Locator story() {
        return page().locator(".story:not([hidden])").first();
    }

    /** The stories in sight. */
    Locator stories() {
        return page().locator(".story:not([hidden])");
    }

    /** The first step in sight that has this text; those of newer stories come first. */
    Locator step(String text) {
        return stories()
                .locator(".step:not([hidden])")
                .filter(new Locator.FilterOptions().setHasText(text))
                .first();
    }

    /** Waits until the newest story has these steps in sight, by their labels. */
    void awaitSteps(String... labels) {
        assertThat(story().locator(".step:not([hidden]) .step__label"))
                .hasText(labels, new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    void await(Locator locator, String text) {
        assertThat(locator).containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    void await(String selector, String text) {
        await(page().locator(selector), text);
    }

    /** Unfolds a step, and returns what was in it. */
    Locator unfold(Locator step) {
        step.locator("summary").first().click();
        return step.locator(".step__rest");
    }

    /** Presses a button of an unfolded step. */
    void press(Locator rest, String name) {
        rest.getByText(name, new Locator.GetByTextOptions().setExact(true)).click();
    }

    /** What was copied last. */
    String clipboard() {
        return (String) page().evaluate("() => navigator.clipboard.readText()");
    }

    /** Closes the dialog that is open. */
    void dismiss() {
        page().keyboard().press("Escape");
        assertThat(page().locator("dialog[open]")).hasCount(0);
    }

    Object focused() {
        return page().evaluate("() => document.activeElement.id || document.activeElement.className");
    }

    boolean scrollsSideways() {
        return (boolean) page().evaluate("() => document.documentElement.scrollWidth > innerWidth"
                + " || [...document.querySelectorAll('.app, .app *')].some(e => e.scrollWidth > e.clientWidth + 1"
                + " && /auto|scroll/.test(getComputedStyle(e).overflowX))");
    }

    @Override
    public void close() {
        window.close();
    }
}
