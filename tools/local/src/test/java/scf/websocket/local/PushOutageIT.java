package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import scf.websocket.local.PushRelay.Answer;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.process.ChatClient;

/** The answers of the push URL decide which rows are deleted. */
final class PushOutageIT {
    @BeforeEach
    void startEmpty() throws Exception {
        SharedDatabase.clear();
    }

    @Test
    void anUnavailablePushUrlDeletesNoRow() throws Exception {
        outOfServiceForAWhile("false");
    }

    @Test
    @Tag("proof")
    void anUnavailablePushUrlDeletesNoRowWithExtendedPushes() throws Exception {
        outOfServiceForAWhile("true");
    }

    private void outOfServiceForAWhile(String extended) throws Exception {
        try (PushRelay relay = new PushRelay();
                RunningGateway gateway = start(relay, extended);
                ChatClient one = ClientLibrary.JDK.open(gateway.webSocket());
                ChatClient two = ClientLibrary.JAVA_WEBSOCKET.open(gateway.webSocket())) {
            Set<String> open = SharedDatabase.ids();
            AtomicInteger refused = new AtomicInteger();
            relay.answer(body -> {
                refused.incrementAndGet();
                return Optional.of(new Answer(503, ""));
            });
            one.send("lost");
            Await.until("a push was refused", ChatClient.LIMIT, () -> refused.get() > 0);

            relay.answer(body -> Optional.empty());
            one.send("arrives");
            // Events are handled in order: when this message arrives, the first one is done.
            assertThat(two.text()).startsWith("arrives");
            assertThat(SharedDatabase.ids()).isEqualTo(open);
        }
        Await.until(
                "all rows are gone",
                ChatClient.LIMIT,
                () -> SharedDatabase.ids().isEmpty());
    }

    @Test
    @Tag("proof")
    void onlyTheRowOfAGoneIdIsDeleted() throws Exception {
        deletesOnlyTheRowOfTheGoneId("false");
    }

    @Test
    void onlyTheRowOfAGoneIdIsDeletedWithExtendedPushes() throws Exception {
        deletesOnlyTheRowOfTheGoneId("true");
    }

    private void deletesOnlyTheRowOfTheGoneId(String extended) throws Exception {
        try (PushRelay relay = new PushRelay();
                RunningGateway gateway = start(relay, extended);
                ChatClient gone = ClientLibrary.JDK.open(gateway.webSocket())) {
            String idOfGone = SharedDatabase.ids().iterator().next();
            try (ChatClient one = ClientLibrary.JDK.open(gateway.webSocket());
                    ChatClient two = ClientLibrary.JAVA_WEBSOCKET.open(gateway.webSocket())) {
                Set<String> others = new HashSet<>(SharedDatabase.ids());
                others.remove(idOfGone);
                relay.answer(body -> body.contains("\"" + idOfGone + "\"")
                        ? Optional.of(answerFor(body, idOfGone))
                        : Optional.empty());
                one.send("hello");

                Await.until(
                        "that row alone is gone",
                        ChatClient.LIMIT,
                        () -> SharedDatabase.ids().equals(others));
                assertThat(gone.rest()).isEmpty();
                if (!Boolean.parseBoolean(extended)) {
                    assertThat(two.text()).startsWith("hello");
                }
            }
        }
        Await.until(
                "all rows are gone",
                ChatClient.LIMIT,
                () -> SharedDatabase.ids().isEmpty());
    }

    /** As a gateway answers a push for one connection, or one for many. */
    private static Answer answerFor(String body, String gone) {
        return body.contains("secConnectionIDs")
                ? new Answer(200, "{\"errNo\":0,\"errMsg\":\"ok\",\"gone\":[\"" + gone + "\"],\"failed\":[]}")
                : new Answer(410, "{\"errNo\":410,\"errMsg\":\"gone\"}");
    }

    private static RunningGateway start(PushRelay relay, String extended) throws Exception {
        RunningGateway gateway = RunningGateway.start(
                Map.of("PUSH_URL", relay.url().toString(), "PUSH_EXTENDED", extended, "PUSH_VIA", "post"));
        relay.to(gateway.pushUrl());
        return gateway;
    }
}
