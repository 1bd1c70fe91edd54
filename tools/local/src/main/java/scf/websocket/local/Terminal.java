package scf.websocket.local;

import java.io.PrintStream;
import java.util.Locale;

/** Prints to the person at the terminal. */
final class Terminal {
    private final PrintStream out;
    private final Phrases phrases;

    /** @param phrases of its language */
    Terminal(PrintStream out, Phrases phrases) {
        this.out = out;
        this.phrases = phrases;
    }

    /** Announces a step that takes a moment. */
    void step(String what) {
        out.println("  " + phrases.of(what) + " …");
    }

    void line(String text) {
        out.println(phrases.of(text));
    }

    /** Prints what runs, its addresses, and how to try and stop it. */
    void banner(GatewayCommand gateway, DatabaseAddress database, StackFiles files, LocalOptions options) {
        out.print(String.format(
                Locale.ROOT,
                phrases.text("banner.txt", "banner_zh.txt"),
                phrases.of(options.application()),
                gateway.page(),
                gateway.webSocket(),
                gateway.channelsLines(phrases.text("channels.txt", "channels_zh.txt")),
                gateway.pushUrl(),
                gateway.console(),
                database,
                options.ownDatabase()
                        ? ""
                        : phrases.of(", password in " + files.database().resolve("password")),
                files.gatewayLog(),
                files.isCheckout() ? gateway.scfwsLine(phrases.text("scfws.txt", "scfws_zh.txt")) : "",
                gateway.pushUrl()));
        out.flush();
    }
}
