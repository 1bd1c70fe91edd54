package scf.websocket.soak.nodes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scf.websocket.soak.GatewayChild;
import scf.websocket.testing.process.JdkChatClient;

/** A gateway with a small heap, and its clients. */
final class Member {
    private static final Path JAR = Path.of("../../gateway/target/gateway.jar");
    private static final List<String> SMALL =
            List.of("-Xmx48m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=32m");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Both free ones: others may take what was free a moment ago. */
    private static final GatewayChild.Ports ANY = new GatewayChild.Ports(0, 0);

    private static final Pattern UP = Pattern.compile("clients at port (\\d+) .*push at [^ ]*:(\\d+) ");

    /** The exit code of a start that failed for a reason that may pass. */
    private static final int MAY_PASS = 1;

    private final GatewayChild process;
    private final Path log;
    private GatewayChild.Ports ports = ANY;
    private final List<JdkChatClient> clients = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();

    /** @param folder of its own */
    Member(Path folder, String redis, CountingFunctions functions) {
        this.log = folder.resolve("gateway-0.log");
        this.process = new GatewayChild(
                SMALL,
                JAR,
                folder,
                folder.resolve("journal"),
                ANY,
                List.of(
                        "--redis=" + redis,
                        "--register=" + functions.url("register"),
                        "--transmission=" + functions.url("transmission"),
                        "--cleanup=" + functions.url("cleanup"),
                        "--drain=0"),
                Map.of());
    }

    /** Starts it again if it could not join in time, as a service manager does. */
    boolean isReady() {
        if (process.exitCode() == MAY_PASS) {
            process.startAgain();
        }
        try {
            Matcher up = UP.matcher(Files.readString(log));
            if (!up.find()) {
                return false;
            }
            ports = new GatewayChild.Ports(Integer.parseInt(up.group(1)), Integer.parseInt(up.group(2)));
            return status(HttpRequest.newBuilder(address("/readyz")).build()) == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Opens a connection, while no other is opened elsewhere. */
    void open(CountingFunctions functions) {
        clients.add(JdkChatClient.open(URI.create("ws://127.0.0.1:" + ports.clients() + "/release/websocket")));
        List<String> registered = functions.registered();
        ids.add(registered.get(registered.size() - 1));
    }

    /** The ids of its connections. */
    List<String> ids() {
        return ids;
    }

    /** Pushes to a connection of any gateway. @return the status: 200 if it was delivered */
    int push(String id) throws IOException {
        String body = "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"" + id
                + "\",\"dataType\":\"text\",\"data\":\"hello\"}}";
        return status(HttpRequest.newBuilder(address("/api-local"))
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + ports.pushes() + path);
    }

    private static int status(HttpRequest request) throws IOException {
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** By SIGKILL. */
    void kill() throws InterruptedException {
        process.kill();
    }
}
