package scf.websocket.bench.capacity;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The finished gateway.jar on free ports of loopback. For one thread. */
final class GatewayChild implements AutoCloseable {
    private static final Pattern UP = Pattern.compile("clients at port (\\d+) .*push at [^ ]*:(\\d+) ");

    private final Child child;
    private final int port;
    private final int pushPort;

    /**
     * @param functions port of the three functions
     * @param options beside those, addresses and ports
     */
    GatewayChild(String name, Path jar, Path folder, int functions, String... options) {
        String target = "http://127.0.0.1:" + functions;
        List<String> command = new ArrayList<>(List.of(
                Child.java(),
                "-Xmx512m",
                "-jar",
                jar.toString(),
                "--host=127.0.0.1",
                "--port=0",
                "--push-port=0",
                "--connection-rate=0",
                "--register=" + target + "/register",
                "--transmission=" + target + "/transmission",
                "--cleanup=" + target + "/cleanup",
                "--stop-timeout=5",
                "--parent-pid=" + ProcessHandle.current().pid()));
        command.addAll(List.of(options));
        child = Child.start(command, folder.resolve(name + ".log"));
        MatchResult up = child.await(UP);
        port = Integer.parseInt(up.group(1));
        pushPort = Integer.parseInt(up.group(2));
    }

    int port() {
        return port;
    }

    int pushPort() {
        return pushPort;
    }

    Counts processorTime(String name) {
        return child.processorTime(name);
    }

    @Override
    public void close() {
        child.close();
    }
}
