package scf.websocket.local;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The connection of a page for channels, between page and server: a test can cut it, and change what the server says. */
final class PageConnection implements Consumer<Page> {
    /** A client comes back after it. */
    private static final int SHUTDOWN = 3001;

    private boolean isDown;
    private UnaryOperator<String> change = UnaryOperator.identity();
    private @Nullable WebSocketRoute page;
    private @Nullable WebSocketRoute server;

    @Override
    public void accept(Page opened) {
        opened.routeWebSocket("**/connection/websocket", this::opened);
    }

    private void opened(WebSocketRoute socket) {
        if (isDown) {
            close(socket);
            return;
        }
        WebSocketRoute connected = socket.connectToServer();
        connected.onMessage(frame -> socket.send(change.apply(frame.text())));
        page = socket;
        server = connected;
    }

    private static void close(WebSocketRoute side) {
        side.close(new WebSocketRoute.CloseOptions().setCode(SHUTDOWN));
    }

    /** The page loses its connection, and may come back at once. */
    void cut() {
        close(Objects.requireNonNull(page));
        Objects.requireNonNull(server).close();
    }

    /** The page loses its connection, and gets no other until {@link #restore}. */
    void keepDown() {
        isDown = true;
        cut();
    }

    void restore() {
        isDown = false;
    }

    /** Sends a frame in the server's name. */
    void say(String frame) {
        Objects.requireNonNull(page).send(frame);
    }

    /** From now on the page gets the server's frames so changed. */
    void change(UnaryOperator<String> changed) {
        change = changed;
    }
}
