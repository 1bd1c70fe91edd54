package scf.websocket.transmission;

import static org.assertj.core.api.Assertions.assertThat;

import com.qcloud.scf.runtime.Context;
import java.time.Clock;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scf.websocket.chat.ChatRoomApp;
import scf.websocket.config.Settings;
import scf.websocket.connection.ConnectionStore;
import scf.websocket.connection.cos.CosConnectionStore;
import scf.websocket.event.EventReply;
import scf.websocket.testing.Events;
import scf.websocket.testing.RecordingPush;
import scf.websocket.testing.cos.CosServer;

/** Runs the chat room with the connection store on COS. */
class BroadcastOnCosTest {
    private static final int CONNECTIONS = 2500;

    /** A time limit that suffices on a busy machine. */
    private static final Context MINUTE = new Context() {
        @Override
        public String getRequestId() {
            return "request-1";
        }

        @Override
        public int getTimeLimitInMs() {
            return 60_000;
        }

        @Override
        public int getMemoryLimitInMb() {
            return 128;
        }
    };

    @AutoClose
    private final CosServer cos = new CosServer(Clock.systemUTC());

    private final Map<String, String> environment = cos.environment(Map.of("COS_TIMEOUT_MILLIS", "20000"));

    @AutoClose
    private final ConnectionStore store = CosConnectionStore.of(Settings.of(environment), environment::get);

    private final RecordingPush push = new RecordingPush();
    private final TransmissionFunction function =
            new TransmissionFunction(new ChatRoomApp(Settings.of(Map.of())), store, push);

    @BeforeEach
    void connect() {
        IntStream.range(0, CONNECTIONS).forEach(i -> cos.add("id-" + i));
    }

    @Test
    void reachesEachOtherClientOnceWithOneListRequestPerThousand() {
        EventReply reply = function.mainHandler(Events.text("id-1", "hello"), MINUTE);

        assertThat(reply.getErrNo()).isZero();
        assertThat(push.count()).isEqualTo(CONNECTIONS - 1);
        assertThat(push.messages("id-1")).isEmpty();
        assertThat(IntStream.range(0, CONNECTIONS).filter(i -> i != 1))
                .allSatisfy(i -> assertThat(push.messages("id-" + i)).hasSize(1));
        assertThat(cos.requests()).hasSize(3);
    }

    @Test
    void removesConnectionsThatAreGone() {
        push.gone("id-2").gone("id-2499");

        assertThat(function.mainHandler(Events.text("id-1", "hello"), MINUTE).getErrNo())
                .isZero();
        assertThat(store.count()).isEqualTo(CONNECTIONS - 2);
    }

    @Test
    void reportsThatCosIsUnavailable() {
        cos.failNext(403, "AccessDenied");

        assertThat(function.mainHandler(Events.text("id-1", "hello"), MINUTE).getErrNo())
                .isEqualTo(201);
        assertThat(push.count()).isZero();
    }
}
