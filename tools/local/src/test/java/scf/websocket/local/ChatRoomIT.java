package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.process.ChatClient;

/** The complete chat room: real clients, the gateway's process, the shaded jars, a real database. */
final class ChatRoomIT {
    private static RunningGateway gateway;

    @BeforeAll
    static void startGateway() throws Exception {
        gateway = RunningGateway.start(Map.of());
    }

    @AfterAll
    static void stopGateway() throws Exception {
        assertThat(gateway.stop()).as("exit code").isZero();
    }

    @BeforeEach
    void startEmpty() throws Exception {
        Await.until(
                "the table is empty",
                ChatClient.LIMIT,
                () -> SharedDatabase.ids().isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void messagesCrossInBothDirectionsAndAreNotEchoed(ClientLibrary library) throws Exception {
        ClientLibrary otherLibrary = library == ClientLibrary.JDK ? ClientLibrary.JAVA_WEBSOCKET : ClientLibrary.JDK;
        try (ChatClient one = library.open(gateway.webSocket());
                ChatClient two = otherLibrary.open(gateway.webSocket())) {
            one.send("hello 你好 👋");
            assertThat(two.text()).isEqualTo("hello 你好 👋(===Online people:2===)");

            two.send("and back");
            assertThat(one.text()).isEqualTo("and back(===Online people:2===)");
            assertThat(one.rest()).isEmpty();
            assertThat(two.rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void binaryCrossesAsBinary(ClientLibrary library) throws Exception {
        byte[] bytes = {0, 1, (byte) 0xFF, (byte) 0x80, 10};
        try (ChatClient one = library.open(gateway.webSocket());
                ChatClient two = library.open(gateway.webSocket())) {
            one.send(bytes);

            assertThat(two.binary()).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @EnumSource
    void messagesOfOneClientArriveInOrder(ClientLibrary library) throws Exception {
        try (ChatClient one = library.open(gateway.webSocket());
                ChatClient two = library.open(gateway.webSocket())) {
            for (int i = 0; i < 50; i++) {
                one.send("message " + i);
            }
            for (int i = 0; i < 50; i++) {
                assertThat(two.text()).startsWith("message " + i + "(");
            }
        }
    }

    @Test
    void aPushReachesOnlyItsConnection() throws Exception {
        try (ChatClient one = ClientLibrary.JDK.open(gateway.webSocket())) {
            String idOfOne = SharedDatabase.ids().iterator().next();
            try (ChatClient two = ClientLibrary.JAVA_WEBSOCKET.open(gateway.webSocket())) {
                HttpResponse<String> answer = Push.text(gateway.pushUrl(), idOfOne, "pushed");

                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).contains("\"errNo\":0").contains("\"errMsg\":\"ok\"");
                assertThat(one.text()).isEqualTo("pushed");
                assertThat(two.rest()).isEmpty();
            }
        }
    }

    @Test
    void aClosedConnectionIsRemovedAndAnOpenOneIsNot() throws Exception {
        try (ChatClient stays = ClientLibrary.JDK.open(gateway.webSocket())) {
            Set<String> before = SharedDatabase.ids();
            ChatClient leaves = ClientLibrary.JAVA_WEBSOCKET.open(gateway.webSocket());
            assertThat(SharedDatabase.ids()).hasSize(2);

            leaves.leave();
            assertThat(leaves.closeCode()).isEqualTo(1000);
            Await.until(
                    "the row is gone",
                    ChatClient.LIMIT,
                    () -> SharedDatabase.ids().equals(before));
            assertThat(stays.rest()).isEmpty();
        }
    }

    /** Only a function that posts its pushes learns which are gone; otherwise the sweep removes such rows. */
    @Test
    void staleIdsAreRemovedWithTheNextPostedMessageAndNoOthers() throws Exception {
        try (RunningGateway posting = RunningGateway.start(Map.of("PUSH_VIA", "post"));
                ChatClient one = ClientLibrary.JDK.open(posting.webSocket());
                ChatClient two = ClientLibrary.JDK.open(posting.webSocket())) {
            Set<String> open = new HashSet<>(SharedDatabase.ids());
            SharedDatabase.insert("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

            one.send("anybody there?");
            assertThat(two.text()).startsWith("anybody there?");
            Await.until(
                    "the dead row is gone",
                    ChatClient.LIMIT,
                    () -> SharedDatabase.ids().equals(open));
        }
    }
}
