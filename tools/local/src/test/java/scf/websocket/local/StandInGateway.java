package scf.websocket.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Replaces the gateway where only its process matters: ready until terminated, then records its settings. */
public final class StandInGateway {
    static final String RECORD = "STAND_IN_RECORD";
    /** An exit code: with this variable, the process only exits with it. */
    static final String EXIT_AT_ONCE = "STAND_IN_EXIT";

    private StandInGateway() {}

    /** Healthy on the push port; on a stop, it records its settings in a file. */
    public static void main(String[] arguments) throws Exception {
        String exitCode = System.getenv(EXIT_AT_ONCE);
        if (exitCode != null) {
            System.out.println("the stand-in gives up");
            System.exit(Integer.parseInt(exitCode));
        }
        Path record = Path.of(System.getenv(RECORD));
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), pushPort(arguments)), 0);
        server.createContext("/readyz", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> write(record)));
        new CountDownLatch(1).await();
    }

    private static int pushPort(String[] arguments) {
        for (String argument : arguments) {
            if (argument.startsWith("--push-port=")) {
                return Integer.parseInt(argument.substring("--push-port=".length()));
            }
        }
        throw new IllegalArgumentException("no --push-port");
    }

    private static void write(Path record) {
        try {
            Files.writeString(
                    record, "drained with " + System.getenv("DB_DATABASE") + " at " + System.getenv("PUSH_URL"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().halt(0);
    }
}
