package scf.websocket.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

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

    /** The newest story of an open connection, below that of what belongs to none. */
    Locator talking() {
        return page().locator(".story:not([hidden])[data-state=open]:has(.story__act)")
                .first();
    }

    /** Waits until the newest story of an open connection has these steps in sight, by their labels. */
    void awaitTalk(String... labels) {
        awaitLabels(talking(), labels);
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
        awaitLabels(story(), labels);
    }

    private static void awaitLabels(Locator story, String... labels) {
        assertThat(story.locator(".step:not([hidden]) .step__label"))
                .hasText(labels, new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    void await(Locator locator, String text) {
        assertThat(locator).containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    void await(String selector, String text) {
        await(page().locator(selector), text);
    }

    /**
     * Begins a fault, and waits until it is in force.
     *
     * @param fields names and values of the form's other fields, in turn
     */
    void harm(String kind, String... fields) {
        if (!page().locator("#break-sheet").isVisible()) {
            page().locator("#break").click();
        }
        page().locator("#break-sheet [name=kind]").selectOption(kind);
        for (int i = 0; i < fields.length; i += 2) {
            Locator field = page().locator("#break-sheet [name=" + fields[i] + "]");
            if (fields[i].equals("function")) {
                field.selectOption(fields[i + 1]);
            } else {
                field.fill(fields[i + 1]);
            }
        }
        page().locator("#break-sheet [type=submit]").click();
        await("#break-sheet .sheet__result", "in force");
        dismiss();
    }

    /** Opens the form for a fault of the only connection. */
    void aimAtTheConnection() {
        assertThat(page().locator(".connection__line")).hasCount(1);
        page().locator(".connection__line").click();
        page().locator(".connection .button--break").click();
    }

    /** Waits until a fault is shown, and checks that it is in red. */
    void awaitFault(String text) {
        await("#faults", text);
        String colour =
                (String) page().evaluate("() => getComputedStyle(document.getElementById('faults')).borderBottomColor");
        int[] parts = Pattern.compile("\\d+")
                .matcher(colour)
                .results()
                .mapToInt(number -> Integer.parseInt(number.group()))
                .toArray();
        org.assertj.core.api.Assertions.assertThat(parts[0])
                .as(colour)
                .isGreaterThan(150)
                .isGreaterThan(parts[1] + 80)
                .isGreaterThan(parts[2] + 80);
    }

    /** Waits until no fault lasts any more, without ending one. */
    void awaitNoFault() {
        assertThat(page().locator("#faults"))
                .isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(PATIENCE_MILLIS));
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
