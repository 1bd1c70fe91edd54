package scf.websocket.soak.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import scf.websocket.jar.FunctionProcess;

/** Two instances of one function, which have started. Events wait for a free one. Thread-safe. */
final class FunctionInstances implements AutoCloseable {
    private static final int COUNT = 2;

    /** Answered with an error number. */
    private static final String NOT_AN_EVENT = "{}";

    private final BlockingQueue<FunctionProcess> free = new LinkedBlockingQueue<>();

    FunctionInstances(Path jar, Kind kind, Map<String, String> environment) throws IOException {
        for (int i = 0; i < COUNT; i++) {
            free.add(FunctionProcess.start(kind.handler(), environment, List.of(jar)));
        }
        for (FunctionProcess instance : free) {
            instance.event(NOT_AN_EVENT);
        }
    }

    JsonNode invoke(String event) throws IOException, InterruptedException {
        FunctionProcess instance = free.take();
        try {
            return instance.event(event);
        } finally {
            free.add(instance);
        }
    }

    /** Call when no event is under way. */
    @Override
    public void close() {
        free.forEach(FunctionProcess::close);
    }
}
