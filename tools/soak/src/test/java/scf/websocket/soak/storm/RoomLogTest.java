package scf.websocket.soak.storm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scf.websocket.soak.Figures;

/** The checks of numbered messages detect violations. */
class RoomLogTest {
    private static final String ROOM = "room1";

    private final Figures figures = new Figures();
    private final Room room = new Room(ROOM);
    private final RoomLog log = new RoomLog("anna", room, figures);

    @BeforeEach
    void join() {
        room.store("no fault");
        assertThat(log.asks()).isTrue();
        assertThat(log.asks()).as("it asks once").isFalse();
        assertThat(room.laggards()).as("it has not joined yet").hasSize(1);
        log.heard("joined", ROOM, 1);
        for (int i = 0; i < 3; i++) {
            room.store("no fault");
        }
    }

    private void hears(int... numbers) {
        for (int number : numbers) {
            log.heard("number", ROOM, number);
        }
    }

    @Test
    void aRunUpToTheLastMessageIsNoViolation() {
        hears(2, 3);
        assertThat(room.laggards()).hasSize(1);
        hears(4);
        assertThat(room.laggards()).isEmpty();
        assertThat(figures.clean()).isTrue();
    }

    @Test
    void aGapIsAViolation() {
        hears(2, 4);
        assertThat(figures.clean()).isFalse();
    }

    @Test
    void aDuplicateIsAViolation() {
        hears(2, 2);
        assertThat(figures.clean()).isFalse();
    }

    @Test
    void whoIsLostMayJoinAgain() {
        hears(2);
        log.heard("lost", ROOM, 0);
        assertThat(room.laggards()).isEmpty();
        assertThat(log.asks()).isTrue();
        log.heard("joined", ROOM, 4);
        assertThat(room.laggards()).isEmpty();
        assertThat(figures.clean()).isTrue();
    }

    @Test
    void aMessageToOneWhoIsLostIsAViolation() {
        log.heard("lost", ROOM, 0);
        hears(2);
        assertThat(figures.clean()).isFalse();
    }

    @Test
    void aMessageOfAnotherRoomIsAViolation() {
        log.heard("number", "room2", 2);
        assertThat(figures.clean()).isFalse();
    }

    @Test
    void whatComesAfterLeavingDoesNotCount() {
        log.leave();
        hears(4);
        assertThat(room.laggards()).isEmpty();
        assertThat(figures.clean()).isTrue();
    }
}
