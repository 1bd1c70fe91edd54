package com.example.livelog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import scf.websocket.event.ConnectionId;
import scf.websocket.push.Message;
import scf.websocket.testing.Events;
import scf.websocket.testing.InMemoryConnectionStore;
import scf.websocket.testing.RecordingPush;
import scf.websocket.transmission.TransmissionFunction;

class LiveLogTest {
    @Test
    void aLineReachesTheReadersAndItsWriterGetsTheirNumber() {
        var store = new InMemoryConnectionStore();
        var push = new RecordingPush();
        store.add(ConnectionId.of("writer"));
        store.add(ConnectionId.of("reader"));
        var function = new TransmissionFunction(new LiveLog(), store, push);

        function.mainHandler(Events.text("writer", "disk full"), null);

        assertThat(push.messages("reader")).containsExactly(Message.text("disk full"));
        assertThat(push.messages("writer")).containsExactly(Message.text("read by 1"));
    }
}
