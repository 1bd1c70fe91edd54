package scf.websocket.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The chat page in a window of its own: what a person sees and does there. */
final class ChatWindow implements AutoCloseable {
    private static final double PATIENCE_MILLIS = 30_000;

    private final BrowserContext context;
    private final Page page;
    private final List<String> errors = new ArrayList<>();

    private ChatWindow(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.onPageError(errors::add);
        page.onDialog(dialog -> {
            errors.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
    }

    static ChatWindow open(Browser browser, URI address) {
        ChatWindow window = new ChatWindow(browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(560, 640)
                .setDeviceScaleFactor(2)
                .setLocale("en-GB")));
        window.page.navigate(address.toString());
        return window;
    }

    ChatWindow awaitState(String state) {
        assertThat(page.locator("#state"))
                .hasAttribute(
                        "data-state", state, new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MILLIS));
        return this;
    }

    void write(String text) {
        page.locator("#message-input").fill(text);
        page.locator("#send").click();
    }

    void writeAndPressEnter(String text) {
        page.locator("#message-input").fill(text);
        page.locator("#message-input").press("Enter");
    }

    void awaitOther(String text) {
        awaitText(".message--other .message__text", text);
    }

    void awaitMine(String text) {
        awaitText(".message--mine .message__text", text);
    }

    private void awaitText(String selector, String text) {
        assertThat(page.locator(selector).last())
                .hasText(text, new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    int count(String selector) {
        return page.locator(selector).count();
    }

    void awaitOnlineCount(String text) {
        assertThat(page.locator("#online-count"))
                .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    void refresh() {
        page.reload();
    }

    void switchLanguage() {
        page.locator("#language").click();
    }

    Locator locator(String selector) {
        return page.locator(selector);
    }

    byte[] screenshot() {
        return page.screenshot();
    }

    /** Errors of the page's scripts, and dialogs that somebody made it open. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void close() {
        context.close();
    }
}
