package scf.websocket.soak.storm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import scf.websocket.soak.RedisChild;
import scf.websocket.testing.process.FreePorts;

/** One server, which loses its data when it is killed. */
final class SingleRedis implements SharedRedis {
    private final RedisChild server;

    SingleRedis(Path folder) throws IOException {
        this.server = new RedisChild(folder, FreePorts.take());
    }

    @Override
    public String url() {
        return server.url();
    }

    @Override
    public void begin(Fault fault) throws IOException, InterruptedException {
        switch (fault) {
            case REDIS_PAUSED, REDIS_PAUSED_FOR_LONG -> server.freeze();
            case REDIS_KILLED -> server.kill();
            case REDIS_FLUSHED -> server.flush();
            case LEASES_LAPSED -> server.lapseAllLeases();
            default -> throw new IllegalArgumentException(fault.label());
        }
    }

    @Override
    public void end(Fault fault) throws IOException, InterruptedException {
        switch (fault) {
            case REDIS_PAUSED, REDIS_PAUSED_FOR_LONG -> server.thaw();
            case REDIS_KILLED -> server.startAgain();
            default -> {}
        }
    }

    @Override
    public Set<String> listed() throws IOException {
        return server.members(LISTS).stream().map(SharedRedis::id).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        server.close();
    }
}
