package scf.websocket.bench.storm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A gateway process with pings of two seconds and a journal. For one thread. */
final class GatewayChild implements AutoCloseable {
    private final List<String> command;
    private final Path folder;
    private Process process;

    GatewayChild(Path jar, Path folder, int port, int pushPort, int functions) throws IOException {
        String target = "http://127.0.0.1:" + functions;
        this.folder = folder;
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String options = "-Xmx256m -jar " + jar + " --host 127.0.0.1 --port " + port + " --push-port " + pushPort
                + " --api-id api-local --ping 2 --pong 2 --max-message 4096 --max-frame 4096 --register " + target
                + "/register --transmission " + target + "/transmission --cleanup " + target + "/cleanup --journal "
                + folder.resolve("journal");
        this.command = Stream.concat(Stream.of(java), Stream.of(options.split(" ", -1)))
                .toList();
        this.process = start();
    }

    private Process start() throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("gateway.log").toFile()))
                .start();
    }

    /** As {@code kill -9} does it, and again on the same ports. */
    void killAndStartAgain() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        process = start();
    }

    boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    int exitCode() {
        return process.isAlive() ? -1 : process.exitValue();
    }
}
