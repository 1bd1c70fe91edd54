import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/** A device of a user: prints what arrives, and sends each line of its input. {@code java Device.java ann} */
final class Device implements WebSocket.Listener {
    private final CountDownLatch closed = new CountDownLatch(1);

    public static void main(String[] arguments) throws Exception {
        var address = arguments.length > 1 ? arguments[1] : "ws://127.0.0.1:8080/release/websocket";
        var device = new Device();
        var socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create(address + "?user=" + URLEncoder.encode(arguments[0], StandardCharsets.UTF_8)), device)
                .join();
        var lines = new BufferedReader(new InputStreamReader(System.in));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            socket.sendText(line, true).join();
        }
        device.closed.await();
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        System.out.print(last ? text + "\n" : text);
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        System.out.println("closed: " + code + " " + reason);
        closed.countDown();
        return null;
    }
}
