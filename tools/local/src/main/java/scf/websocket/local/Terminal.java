package scf.websocket.local;

import java.io.PrintStream;
import java.util.Locale;

/** What the person at the terminal reads. */
final class Terminal {
    private final PrintStream out;

    Terminal(PrintStream out) {
        this.out = out;
    }

    /** A step that takes a moment. */
    void step(String what) {
        out.println("  " + what + " …");
    }

    void line(String text) {
        out.println(text);
    }

    /** What runs, where, and how to try and to stop it. */
    void banner(GatewayCommand gateway, DatabaseAddress database, Checkout checkout, LocalOptions options) {
        out.print(String.format(
                Locale.ROOT,
                """

                scf-websocket is running.

                  Application %s
                  Chat page   %s   (open it in two windows)
                  WebSocket   %s
                  Push URL    %s
                  Database    %s%s
                  Log         %s

                Push to one window (ID: a connection id, from the log or the table ConnectionID_List):
                  curl -d '{"websocket":{"action":"data send","secConnectionID":"ID","dataType":"text","data":"hello"}}' \\
                    %s

                Ctrl-C stops everything.
                """,
                options.application(),
                gateway.page(),
                gateway.webSocket(),
                gateway.pushUrl(),
                database,
                options.ownDatabase()
                        ? ""
                        : ", password in " + checkout.database().resolve("password"),
                checkout.gatewayLog(),
                gateway.pushUrl()));
        out.flush();
    }
}
