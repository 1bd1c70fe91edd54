package scf.websocket.local;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;
import scf.websocket.testing.process.NpmPackage;

/** The accessibility checker axe-core, with all of its rules, those for good practice included. */
final class Axe {
    private static final String RUN =
            "() => axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations"
                    + ".flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ': ' + target.join(' '))))";

    private final String script;

    private Axe(String script) {
        this.script = script;
    }

    /** Skips the test where it cannot be fetched. */
    static Axe fetched() throws IOException, InterruptedException {
        return new Axe(Files.readString(NpmPackage.of("axe-core", "4.14.1")
                .file("axe.min.js")
                .orElseThrow(() -> new TestAbortedException("axe-core cannot be fetched: pages are not checked"))));
    }

    /** What is wrong with the page as it is now, in the light and in the dark. */
    List<String> violations(Page page) {
        // Not by a script element, which the page's Content-Security-Policy forbids.
        page.evaluate(script + "\n;null");
        List<String> found = new ArrayList<>();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            // Colours that are on their way would be judged as they are.
            page.emulateMedia(
                    new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
            for (Object violation : (List<?>) page.evaluate(RUN)) {
                found.add(scheme + " " + violation);
            }
        }
        return found;
    }
}
