package scf.websocket.gateway.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Simulates another machine: a Linux network namespace connected to this one. Needs iproute2 and root. Test programs
 * run in it with this JVM's Java and test classes.
 */
public final class NetworkNamespace implements AutoCloseable {
    private static final String CI = "CI";

    private final String name;
    private final String link;
    private final String net;

    private NetworkNamespace(long number) {
        this.name = "scfws" + number;
        this.link = "sw" + number;
        // From 198.18.0.0/15, which RFC 2544 reserves for tests between networks.
        this.net = "198.18." + (number / 64) % 256 + "." + (number % 64) * 4;
    }

    /** Creates a namespace. Where that is impossible, skips the test, or fails it with {@code CI=true}. */
    public static NetworkNamespace orSkip() {
        NetworkNamespace namespace =
                new NetworkNamespace(ProcessHandle.current().pid() % 100_000);
        try {
            namespace.connect();
            return namespace;
        } catch (IOException | AssertionError e) {
            namespace.close();
            if ("true".equals(System.getenv(CI))) {
                throw new AssertionError("with " + CI + "=true this test needs iproute2 and root", e);
            }
            String why = "skipped: a network namespace needs iproute2 and root (" + e.getMessage() + ")";
            System.err.println(why);
            return Assumptions.abort(why);
        }
    }

    private void connect() throws IOException {
        ip("netns", "add", name);
        ip("link", "add", link, "type", "veth", "peer", "name", link + "b", "netns", name);
        ip("addr", "add", localAddress() + "/30", "dev", link);
        ip("link", "set", link, "up");
        ip("-n", name, "addr", "add", remoteAddress() + "/30", "dev", link + "b");
        ip("-n", name, "link", "set", link + "b", "up");
        ip("-n", name, "link", "set", "lo", "up");
    }

    /** The address of this machine on the link. */
    public String localAddress() {
        return address(1);
    }

    /** The address of the namespace on the link. */
    public String remoteAddress() {
        return address(2);
    }

    private String address(int last) {
        int dot = net.lastIndexOf('.');
        return net.substring(0, dot + 1) + (Integer.parseInt(net.substring(dot + 1)) + last);
    }

    /** Runs a test program in the namespace and returns its output. */
    public String run(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "ip",
                "netns",
                "exec",
                name,
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                "target/test-classes",
                program.getName()));
        command.addAll(List.of(arguments));
        try {
            return output(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void ip(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        output(command);
    }

    /** @throws AssertionError if the command fails */
    private static String output(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue();
        if (exit != 0) {
            throw new AssertionError(command.get(0) + " ended with " + exit + ": " + output.trim());
        }
        return output.trim();
    }

    /** Removes the namespace and the link, also after an incomplete start. */
    @Override
    public void close() {
        for (List<String> command : List.of(List.of("ip", "link", "del", link), List.of("ip", "netns", "del", name))) {
            try {
                output(command);
            } catch (IOException | AssertionError e) {
                // It does not exist, or has gone with the other end.
            }
        }
    }
}
