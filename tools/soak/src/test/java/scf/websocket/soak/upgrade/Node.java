package scf.websocket.soak.upgrade;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import scf.websocket.soak.Figures;
import scf.websocket.soak.GatewayChild;
import scf.websocket.testing.process.FreePorts;

/** A place for a gateway, with its ports and its journal. One thread replaces gateways; all may ask. */
final class Node implements AutoCloseable {
    private static final int START_SECONDS = 120;

    private final Path folder;
    private final Path journal;
    private final List<String> options;
    private final Figures figures;
    private final GatewayChild.Ports ports;
    private volatile Version version;
    private volatile boolean away;
    private GatewayChild gateway;

    /**
     * Starts a gateway.
     *
     * @param folder of logs
     * @param options in addition to ports and journal
     */
    Node(Version version, Path folder, String name, List<String> options, Figures figures) throws IOException {
        List<Integer> taken = FreePorts.take(2);
        this.folder = folder;
        this.journal = folder.resolve("journal-" + name);
        this.options = List.copyOf(options);
        this.figures = figures;
        this.ports = new GatewayChild.Ports(taken.get(0), taken.get(1));
        this.version = version;
        this.gateway = start();
    }

    private GatewayChild start() throws IOException {
        return new GatewayChild(version.gateway(), folder, journal, ports, options, Map.of());
    }

    int port() {
        return ports.clients();
    }

    URI pushUrl() {
        return URI.create("http://127.0.0.1:" + ports.pushes() + "/api-local");
    }

    Version version() {
        return version;
    }

    /** Whether its clients may be refused, closed with 1012 or cut off now. */
    boolean isAway() {
        return away;
    }

    void awaitReady() {
        figures.await(START_SECONDS, "the gateway of " + version.name() + " is ready", this::isReady);
    }

    private boolean isReady() {
        try {
            URI url = pushUrl().resolve("/readyz");
            HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
            connection.setReadTimeout(2000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Drains the gateway, and starts one of that version in its place. */
    void replace(Version next) throws IOException {
        away = true;
        gateway.close();
        if (gateway.exitCode() != 0 && gateway.exitCode() != 143) {
            figures.violation("a gateway of " + version.name() + " ended with " + gateway.exitCode());
        }
        version = next;
        gateway = start();
        awaitReady();
        away = false;
    }

    /** Kills the gateway with SIGKILL. */
    void kill() throws InterruptedException {
        away = true;
        gateway.kill();
    }

    void startAgain() throws IOException {
        gateway.startAgain();
        awaitReady();
        away = false;
    }

    @Override
    public String toString() {
        return version.name();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
