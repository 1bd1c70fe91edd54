import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends each line of its standard input to a live log, and prints the replies: {@code tail -f app.log | java Pipe.java
 * ws://127.0.0.1:8080/release/websocket}.
 */
final class Pipe implements WebSocket.Listener {
    private final Semaphore answers = new Semaphore(0);

    public static void main(String[] arguments) throws Exception {
        var pipe = new Pipe();
        var socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(arguments[0]), pipe)
                .join();
        var lines = new BufferedReader(new InputStreamReader(System.in));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            socket.sendText(line, true).join();
            pipe.answers.tryAcquire(10, TimeUnit.SECONDS);
        }
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        System.out.print(last ? text + "\n" : text);
        if (last) {
            answers.release();
        }
        socket.request(1);
        return null;
    }
}
