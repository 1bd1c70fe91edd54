package com.example.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import scf.websocket.push.Message;
import scf.websocket.register.RegisterFunction;
import scf.websocket.testing.Events;
import scf.websocket.testing.InMemoryConnectionStore;
import scf.websocket.testing.RecordingPush;
import scf.websocket.transmission.TransmissionFunction;

/** Invokes the functions as SCF does, with the number in memory. */
class SharedCounterTest {
    private final InMemoryConnectionStore connections = new InMemoryConnectionStore();
    private final RecordingPush push = new RecordingPush();
    private final AtomicLong number = new AtomicLong(40);
    private final SharedCounter app = new SharedCounter(number::addAndGet);
    private final RegisterFunction register = new RegisterFunction(app, connections, push);
    private final TransmissionFunction transmission = new TransmissionFunction(app, connections, push);

    @Test
    void everyClientSeesTheNumberAndEachChange() {
        register.mainHandler(Events.connecting("ann"), null);
        register.mainHandler(Events.connecting("bob"), null);

        transmission.mainHandler(Events.text("ann", "{\"add\": 2}"), null);

        assertThat(push.messages("ann")).containsExactly(count(40), count(42));
        assertThat(push.messages("bob")).containsExactly(count(40), count(42));
    }

    @Test
    void anInvalidMessageClosesItsSender() {
        register.mainHandler(Events.connecting("ann"), null);

        transmission.mainHandler(Events.text("ann", "one more"), null);

        assertThat(push.closed()).containsExactly("ann");
        assertThat(push.closeCodes()).containsExactly(1007);
        assertThat(number).hasValue(40);
    }

    private static Message count(long number) {
        return Message.text("{\"count\":" + number + "}");
    }
}
