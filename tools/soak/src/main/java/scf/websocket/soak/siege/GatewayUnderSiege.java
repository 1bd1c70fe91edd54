package scf.websocket.soak.siege;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The built jar as a process with a heap of 256 MB and default options, observed from outside. */
final class GatewayUnderSiege implements AutoCloseable {
    private static final Pattern UP = Pattern.compile("clients at port (\\d+) .*push at [^ ]*:(\\d+) ");
    private static final String ERROR = "\"level\":\"error\"";
    private static final int START_SECONDS = 60;

    /** A little more than {@code --stop-timeout}. */
    private static final int END_SECONDS = 40;

    private static final int MAX_SHOWN = 300;

    private final Process process;
    private final Path log;
    private final GatewayPorts ports;
    private final ProcessProbe probe;

    GatewayUnderSiege(Path jar, Path folder, SiegeFunctions functions, Setup setup)
            throws IOException, InterruptedException {
        this.log = folder.resolve("gateway.log");
        Optional<Certificate> certificate = setup.certificate(folder);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-jar",
                jar.toString(),
                "--parent-pid=" + ProcessHandle.current().pid(),
                "--host=127.0.0.1",
                "--port=0",
                "--push-port=0"));
        Stream.of("register", "transmission", "cleanup")
                .forEach(name -> command.add("--" + name + "=" + functions.url(name)));
        command.addAll(setup.options());
        certificate.ifPresent(
                issued -> command.addAll(List.of("--tls-cert=" + issued.chain(), "--tls-key=" + issued.key())));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("GATEWAY_PUSH_TOKENS", SiegeFunctions.TOKEN);
        this.process = builder.start();
        Matcher up = up();
        this.ports = new GatewayPorts(
                Integer.parseInt(up.group(1)),
                Integer.parseInt(up.group(2)),
                certificate.map(Certificate::trusting).orElse(null));
        this.probe = new ProcessProbe(process.pid(), ports.pushes());
        functions.pushTo(ports.pushes());
    }

    private Matcher up() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < deadline && process.isAlive()) {
            Matcher up = UP.matcher(Files.readString(log));
            if (up.find()) {
                return up;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        close();
        throw new IOException("the gateway does not start, see " + log);
    }

    GatewayPorts ports() {
        return ports;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Footprint footprint() throws InterruptedException {
        return probe.footprint();
    }

    /** The resident memory, in MB. */
    double rss() {
        return probe.rss();
    }

    /** Stops the gateway and waits for its end. @return what went wrong, in words */
    List<String> end() throws IOException, InterruptedException {
        List<String> objections = new ArrayList<>();
        if (!process.isAlive()) {
            objections.add("the gateway has ended with " + process.exitValue());
        } else {
            process.destroy();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                objections.add("the gateway did not stop within " + END_SECONDS + " s");
            } else if (process.exitValue() != 0) {
                objections.add("the gateway stopped with " + process.exitValue());
            }
        }
        try (Stream<String> lines = Files.lines(log)) {
            lines.filter(line -> line.contains(ERROR))
                    .findFirst()
                    .map(line -> line.substring(0, Math.min(line.length(), MAX_SHOWN)))
                    .ifPresent(line -> objections.add("the gateway logged an internal error: " + line));
        }
        return objections;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
