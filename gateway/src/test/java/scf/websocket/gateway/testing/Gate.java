package scf.websocket.gateway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import scf.websocket.gateway.testing.FunctionServer.Reply;

/** Blocks a slow function until the test opens it. */
public final class Gate {
    private final CountDownLatch open = new CountDownLatch(1);

    /** Waits until the gate opens, for at most 30 seconds. */
    public void pass() {
        try {
            boolean opened = open.await(30, TimeUnit.SECONDS);
            if (!opened) {
                throw new AssertionError("the gate did not open within 30 seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A function that passes this gate before it answers. */
    public Function<JsonNode, Reply> then(Reply reply) {
        return event -> {
            pass();
            return reply;
        };
    }

    public void open() {
        open.countDown();
    }
}
