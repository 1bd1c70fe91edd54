package scf.websocket.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A window with the chat page, as seen and operated by a user. */
final class ChatWindow implements AutoCloseable {
    private static final double PATIENCE_MILLIS = 30_000;

    private final BrowserContext context;
    private final Page page;
    private final List<String> errors = new ArrayList<>();

    private ChatWindow(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                errors.add(message.text());
            }
        });
        page.onDialog(dialog -> {
            errors.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
    }

    static ChatWindow open(Browser browser, URI address) {
        return open(browser, address, 560, 640, page -> {});
    }

    /** @param prepare is called before the page is loaded */
    static ChatWindow open(Browser browser, URI address, int width, int height, Consumer<Page> prepare) {
        ChatWindow window = new ChatWindow(browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setDeviceScaleFactor(2)
                .setLocale("en-GB")));
        prepare.accept(window.page);
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

    /** Waits until the newest own message has the status. */
    void awaitStatus(String status) {
        assertThat(page.locator(".message--mine").last())
                .hasAttribute(
                        "data-status", status, new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MILLIS));
    }

    void awaitBanner(String text) {
        assertThat(page.locator("#banner-text"))
                .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    /** The newest line of the page about its connection. */
    void awaitNote(String text) {
        assertThat(page.locator(".note__text").last())
                .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    void connectTo(String address) {
        page.locator("#settings").click();
        page.locator("#address").fill(address);
        page.locator("#connect").click();
    }

    /** Disconnects the page from the network, or reconnects it. */
    void setOffline(boolean offline) {
        context.setOffline(offline);
    }

    /** From now on no request for the file is answered; an open WebSocket stays open. */
    void cut(String file) {
        page.route("**/" + file, Route::abort);
    }

    void restore(String file) {
        page.unroute("**/" + file);
    }

    void darken() {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    }

    void lighten() {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    Page page() {
        return page;
    }

    void pause(double millis) {
        page.waitForTimeout(millis);
    }

    Object evaluate(String script) {
        return page.evaluate(script);
    }

    Locator locator(String selector) {
        return page.locator(selector);
    }

    byte[] screenshot() {
        return page.screenshot();
    }

    /** Script errors, violations of the Content-Security-Policy, and opened dialogs. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void close() {
        context.close();
    }
}
