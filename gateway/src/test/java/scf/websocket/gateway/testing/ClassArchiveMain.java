package scf.websocket.gateway.testing;

import java.nio.file.Path;
import java.time.Duration;
import scf.websocket.testing.process.Await;

/**
 * Writes the archive of classes that the gateways of tests start with; run by the build. The gateway joins a Redis, and has a
 * connection with a message, a push and an end.
 */
public final class ClassArchiveMain {
    private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(2);

    private ClassArchiveMain() {}

    /** @param arguments the file to write */
    public static void main(String[] arguments) {
        try (FunctionServer functions = new FunctionServer();
                RedisProcess redis = new RedisProcess();
                GatewayProcess gateway =
                        GatewayProcess.recording(Path.of(arguments[0]), functions, "--redis=" + redis.url())) {
            Await.until("the node is ready", () -> gateway.metrics().contains("gateway_redis_ready 1.0"));
            try (TestClient client = TestClient.connect(gateway.uri())) {
                client.send("message");
                Await.until("message", () -> functions.messages().size() == 1);
                String id = FunctionServer.ids(functions.registers()).get(0);
                gateway.push("{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"" + id
                        + "\",\"dataType\":\"text\",\"data\":\"push\"}}");
                client.awaitTexts(1);
            }
            Await.until("cleanup", () -> functions.cleanups().size() == 1);
            gateway.terminate();
            int exitCode = gateway.awaitExit(WRITTEN_WITHIN);
            // Windows has no signal that lets a process exit; tests start without an archive there.
            if (exitCode != 0 && !System.getProperty("os.name").startsWith("Windows")) {
                throw new IllegalStateException("the gateway exited with " + exitCode);
            }
        }
    }
}
