package scf.websocket.local;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The installed Chromium; none is downloaded. One for all test classes of this JVM, because a start costs ten seconds of processor
 * time; it ends with the JVM. Each window has its own cookies, cache and network.
 */
final class BrowserUnderTest {
    private static final String REQUIRED = "REQUIRE_BROWSER";
    private static final String MISSING = "No Chromium found: neither at the path in CHROMIUM nor as chromium, "
            + "chromium-browser or google-chrome on the PATH. The tests of the chat page are skipped; " + REQUIRED
            + "=true makes this a failure.";

    private static @Nullable Browser started;

    private BrowserUnderTest() {}

    /**
     * The browser, started on first use. Without one, skips the test, or fails it if {@code REQUIRE_BROWSER} is {@code true}. To be
     * used by one thread, as Playwright demands.
     */
    static Browser shared() {
        Browser browser = started;
        if (browser == null || !browser.isConnected()) {
            browser = start();
            started = browser;
        }
        return browser;
    }

    private static Browser start() {
        Optional<Path> chromium = find();
        if (chromium.isEmpty() && Boolean.parseBoolean(System.getenv(REQUIRED))) {
            Assertions.fail(MISSING);
        }
        Assumptions.assumeTrue(chromium.isPresent(), MISSING);
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        return playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(chromium.orElseThrow())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--no-first-run")));
    }

    private static Optional<Path> find() {
        String chosen = System.getenv("CHROMIUM");
        if (chosen != null && !chosen.isBlank()) {
            return Optional.of(Path.of(chosen)).filter(Files::isExecutable);
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
