package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import scf.websocket.event.ConnectionId;
import scf.websocket.push.Message;
import scf.websocket.testing.Events;
import scf.websocket.testing.InMemoryConnectionStore;
import scf.websocket.testing.RecordingPush;
import scf.websocket.transmission.TransmissionFunction;

class SupportDeskTest {
    @Test
    void tellsHowManyAreOnline() {
        var store = new InMemoryConnectionStore();
        var push = new RecordingPush();
        store.add(ConnectionId.of("anna"));
        var function = new TransmissionFunction(new SupportDesk(), store, push);

        function.mainHandler(Events.text("anna", "/online"), null);

        assertThat(push.messages("anna")).containsExactly(Message.text("1 online"));
    }
}
