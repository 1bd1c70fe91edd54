package scf.websocket.gateway.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a fault does. */
public enum FaultKind {
    /** An event reaches its function later. */
    DELAY(Place.FUNCTION),

    /** An event does not reach its function, which therefore does not answer in time. */
    DROP(Place.FUNCTION),

    /** A function gets an event twice, as after an answer that was lost; the second answer counts. */
    DUPLICATE(Place.FUNCTION),

    /** A function fails without having seen the event. */
    FAIL(Place.FUNCTION),

    /** A push to a connection is answered that the connection is gone, and not delivered. */
    PUSH_410(Place.PUSH),

    /** A push to a connection is answered that its gateway cannot be reached, and not delivered. */
    PUSH_503(Place.PUSH),

    /** The socket of a connection is not read. */
    PAUSE_READING(Place.CONNECTION),

    /** The socket of a connection is closed without a close frame, at once. */
    CUT(Place.CONNECTION),

    /** The database of the local stack is stopped, as by a crash. */
    DATABASE(Place.LOCAL_STACK);

    /** Where a fault happens. */
    public enum Place {
        FUNCTION,
        PUSH,
        CONNECTION,
        LOCAL_STACK
    }

    private final Place place;
    private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');

    FaultKind(Place place) {
        this.place = place;
    }

    public Place place() {
        return place;
    }

    /** Whether it ends after some events or pushes, if not before. */
    public boolean isCounted() {
        return place == Place.FUNCTION || place == Place.PUSH;
    }

    /** Returns the name in requests and events. */
    public String wireName() {
        return wireName;
    }

    public static Optional<FaultKind> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(name))
                .findFirst();
    }
}
