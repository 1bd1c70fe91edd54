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
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The installed Chromium; none is downloaded. */
final class BrowserUnderTest implements AutoCloseable {
    private static final String REQUIRED = "REQUIRE_BROWSER";
    private static final String MISSING = "No Chromium found: neither at the path in CHROMIUM nor as chromium, "
            + "chromium-browser or google-chrome on the PATH. The tests of the chat page are skipped; " + REQUIRED
            + "=true makes this a failure.";

    private final Playwright playwright;
    private final Browser browser;

    private BrowserUnderTest(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Without a browser, skips the test, or fails it if {@code REQUIRE_BROWSER} is {@code true}. */
    static BrowserUnderTest start() {
        Optional<Path> chromium = find();
        if (chromium.isEmpty() && Boolean.parseBoolean(System.getenv(REQUIRED))) {
            Assertions.fail(MISSING);
        }
        Assumptions.assumeTrue(chromium.isPresent(), MISSING);
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        Browser browser = playwright
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
        return new BrowserUnderTest(playwright, browser);
    }

    Browser browser() {
        return browser;
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

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
