package scf.websocket.transmission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scf.websocket.jar.FunctionProcess;
import scf.websocket.jar.TestDatabase;

/** The jar contains the channels with their libraries, which it renames. */
class ChannelsJarIT {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    /** Signed with the secret: sub is ann. */
    private static final String TOKEN =
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbm4ifQ.rElYakT50DyBJITDRWeKwnRTnj3mrkK_BVgHQzuQHu0";

    @AutoClose
    private static final TestDatabase database = new TestDatabase();

    private static FunctionProcess function;

    @BeforeAll
    static void start() {
        function = FunctionProcess.start(
                "scf.websocket.transmission.TransmissionFunction::mainHandler",
                database.environment(Map.of(
                        "PUSH_URL", "http://127.0.0.1:1/api-local",
                        "WEBSOCKET_APP", "scf.websocket.channels.ChannelsApp",
                        "AUTH_MODE", "optional",
                        "TOKEN_HMAC_SECRET_KEY", SECRET)),
                List.of(Path.of("target", "transmission-fn.jar")));
    }

    @AfterAll
    static void stop() {
        function.close();
    }

    @Test
    void signsInWithATokenInJson() throws IOException {
        String answer = answer(false, "text", "{\"id\":1,\"connect\":{\"token\":\"" + TOKEN + "\"}}");

        assertThat(answer).contains("\\\"connect\\\":{\\\"client\\\":", "\"group\":\"u:ann\"");
    }

    @Test
    void answersInProtobuf() throws IOException {
        // One command of four bytes: id (field 1) is 1, connect (field 4) is empty.
        byte[] connect = {4, 8, 1, 4 << 3 | 2, 0};

        assertThat(answer(true, "binary", Base64.getEncoder().encodeToString(connect)))
                .contains("\"dataType\":\"binary\"");
    }

    private static String answer(boolean isProtobuf, String dataType, String data) throws IOException {
        String event = String.format(
                "{\"gateway\":{\"features\":\"pushes,context,heartbeat,deadline,groups,tails\",\"answerKey\":\"q83vEjRWeJq83vEjRWeJqw\",\"maxMessage\":\"262144\"},"
                        + "\"context\":\"%s\",\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"a\",\"dataType\":\"%s\",\"data\":\"%s\"}}",
                isProtobuf ? "{\\\"p\\\":true}" : "{}", dataType, data.replace("\"", "\\\""));
        JsonNode answer = function.event(event);
        assertThat(answer.path("errNo").asInt())
                .as(answer + " " + function.log())
                .isZero();
        return answer.path("extensions").asText();
    }
}
