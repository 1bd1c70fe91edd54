package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.process.ChatClient;

/**
 * The function jars behind the gateway, with answers that push to the group of all connections and in the documented
 * way, with pages of ids and POSTs: clients must not notice.
 */
final class ChatBothWaysIT {
    private static final int LARGEST = 256 * 1024;

    private static final List<String> TEXTS = List.of(
            "hello 你好 👋",
            "",
            "\"quotes\" \\ \u0000\u001f\n\u2028 </script>",
            "{\"extensions\":{\"key\":\"x\",\"pushes\":[]}}",
            "x".repeat(LARGEST - 30),
            "\"".repeat(LARGEST));

    @BeforeEach
    void startEmpty() throws Exception {
        SharedDatabase.clear();
    }

    @Test
    void clientsReceiveTheSameWhetherAnswersPushOrFunctionsPost() throws Exception {
        List<String> answered = conversation(Map.of("CHAT_ONLINE_SUFFIX", "false"), true);

        assertThat(answered.subList(0, TEXTS.size())).isEqualTo(TEXTS);
        assertThat(answered).hasSize(2 * (TEXTS.size() + 1));
        assertThat(conversation(Map.of("CHAT_ONLINE_SUFFIX", "false", "GATEWAY_STRICT", "true"), false))
                .isEqualTo(answered);
    }

    @Test
    @Tag("proof")
    void clientsReceiveTheSameWithTheOnlineCount() throws Exception {
        List<String> answered = conversation(Map.of(), true);

        assertThat(answered.get(0)).isEqualTo(TEXTS.get(0) + "(===Online people:3===)");
        assertThat(answered.get(TEXTS.size() - 1)).isEqualTo(TEXTS.get(TEXTS.size() - 1));
        assertThat(conversation(Map.of("PUSH_VIA", "post"), false)).isEqualTo(answered);
        assertThat(conversation(Map.of("GATEWAY_STRICT", "true"), false)).isEqualTo(answered);
    }

    /**
     * Returns what each of three clients received.
     *
     * @param inAnswers whether every push is to leave with an answer; otherwise none
     */
    private static List<String> conversation(Map<String, String> settings, boolean inAnswers) throws Exception {
        List<String> received = new ArrayList<>();
        try (RunningGateway gateway = RunningGateway.start(settings);
                ChatClient one = ClientLibrary.JAVA_WEBSOCKET.open(gateway.webSocket());
                ChatClient two = ClientLibrary.JAVA_WEBSOCKET.open(gateway.webSocket());
                ChatClient three = ClientLibrary.JDK.open(gateway.webSocket())) {
            for (ChatClient reader : List.of(two, three)) {
                for (String text : TEXTS) {
                    if (reader == two) {
                        one.send(text);
                    }
                    received.add(reader.text());
                }
                if (reader == two) {
                    one.send(new byte[] {0, -1, 127});
                }
                received.add(Arrays.toString(reader.binary()));
            }
            assertThat(one.rest()).isEmpty();
            String metrics = metrics(gateway);
            assertThat(metrics.contains("via=\"answer\"")).as(metrics).isEqualTo(inAnswers);
            assertThat(metrics.contains("gateway_pushes_total{outcome=\"delivered\",via=\"url\"}"))
                    .as(metrics)
                    .isEqualTo(!inAnswers);
        }
        Await.until(
                "all rows are gone",
                ChatClient.LIMIT,
                () -> SharedDatabase.ids().isEmpty());
        return received;
    }

    private static String metrics(RunningGateway gateway) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(gateway.pushUrl().resolve("/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
