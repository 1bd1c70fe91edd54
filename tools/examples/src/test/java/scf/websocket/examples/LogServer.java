package scf.websocket.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs {@code java LogServer.java} of examples/live-log as a process. */
final class LogServer implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final URI address;

    private LogServer(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    static LogServer start(URI log) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, "-XX:TieredStopAtLevel=1", "-Xmx96m", "LogServer.java", log.toString(), "0")
                .directory(Path.of("..", "..", "examples", "live-log").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // The first line contains its address.
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null) {
            throw new IOException("LogServer.java ended before it listened");
        }
        return new LogServer(process, URI.create(line));
    }

    String get() throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }

    String post(String lines) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(address)
                                .POST(BodyPublishers.ofString(lines))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
