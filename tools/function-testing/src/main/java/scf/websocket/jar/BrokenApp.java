package scf.websocket.jar;

import java.util.ServiceConfigurationError;
import scf.websocket.app.ConnectDecision;
import scf.websocket.app.Hub;
import scf.websocket.app.WebSocketApp;
import scf.websocket.event.CloseEvent;
import scf.websocket.event.ConnectEvent;
import scf.websocket.event.MessageEvent;

/** Throws a different error on each event. */
public final class BrokenApp implements WebSocketApp {
    /** A class that the jar lacks. */
    static final class Forgotten {
        static final String VALUE = String.valueOf(42);

        private Forgotten() {}
    }

    /** A class whose initializer fails. */
    static final class Uninitialized {
        static final int VALUE = Integer.parseInt("no number");

        private Uninitialized() {}
    }

    private int events;

    @Override
    public ConnectDecision onConnect(ConnectEvent event, Hub hub) {
        return fail();
    }

    @Override
    public void onMessage(MessageEvent event, Hub hub) {
        fail();
    }

    @Override
    public void onClose(CloseEvent event, Hub hub) {
        fail();
    }

    private ConnectDecision fail() {
        events++;
        return switch (events) {
            case 1 -> ConnectDecision.refuse(Forgotten.VALUE);
            case 2 -> ConnectDecision.refuse(String.valueOf(Uninitialized.VALUE));
            case 3 -> throw new ServiceConfigurationError("no provider");
            case 4 -> throw new OutOfMemoryError("Requested array size exceeds VM limit");
            default -> ConnectDecision.accept();
        };
    }
}
