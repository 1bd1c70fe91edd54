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
    private final String cable;
    private final String net;

    private NetworkNamespace(long number) {
        this.name = "scfws" + number;
        this.cable = "sw" + number;
        // Of 198.18.0.0/15, which is for tests between networks (RFC 2544) and nobody's.
        this.net = "198.18." + (number / 64) % 256 + "." + (number % 64) * 4;
    }

    /** Skips the test, or fails it with {@code CI=true}, where none can be made. */
    public static NetworkNamespace orSkip() {
        NetworkNamespace namespace =
                new NetworkNamespace(ProcessHandle.current().pid() % 100_000);
        try {
            namespace.plug();
            return namespace;
        } catch (IOException | AssertionError e) {
            namespace.close();
            if ("true".equals(System.getenv(CI))) {
                throw new AssertionError("with " + CI + "=true this test needs iproute2 and the rights of root", e);
            }
            String why = "skipped: a network namespace needs iproute2 and the rights of root (" + e.getMessage() + ")";
            System.err.println(why);
            return Assumptions.abort(why);
        }
    }

    private void plug() throws IOException {
        ip("netns", "add", name);
        ip("link", "add", cable, "type", "veth", "peer", "name", cable + "b", "netns", name);
        ip("addr", "add", here() + "/30", "dev", cable);
        ip("link", "set", cable, "up");
        ip("-n", name, "addr", "add", there() + "/30", "dev", cable + "b");
        ip("-n", name, "link", "set", cable + "b", "up");
        ip("-n", name, "link", "set", "lo", "up");
    }

    /** The address at this end. */
    public String here() {
        return address(1);
    }

    /** The address at the other end. */
    public String there() {
        return address(2);
    }

    private String address(int last) {
        int dot = net.lastIndexOf('.');
        return net.substring(0, dot + 1) + (Integer.parseInt(net.substring(dot + 1)) + last);
    }

    /** What a program of the test classes prints there. */
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

    /** Takes everything away again, also what was made in part. */
    @Override
    public void close() {
        for (List<String> command : List.of(List.of("ip", "link", "del", cable), List.of("ip", "netns", "del", name))) {
            try {
                output(command);
            } catch (IOException | AssertionError e) {
                // It was never there, or went with the other end.
            }
        }
    }
}
