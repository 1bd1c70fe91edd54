package scf.websocket.testing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.opentest4j.TestAbortedException;
import scf.websocket.testing.process.NpmPackage;

/** Back ends publish through the HTTP API of a gateway; clients of the same gateway follow. */
class HttpApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @AutoClose
    private static final HttpApiGateway gateway = new HttpApiGateway();

    private static TestClient subscribed(String channel) {
        TestClient client = gateway.connect();
        client.send("{\"id\":1,\"connect\":{}}\n{\"id\":2,\"subscribe\":{\"channel\":\"" + channel + "\"}}");
        String replies = client.receiveText();
        assertThat(replies).contains("\"subscribe\":{").doesNotContain("error");
        return client;
    }

    /** Returns the data of the next publications, in the order of their arrival. */
    private static List<String> received(TestClient client, int count) throws IOException {
        List<String> data = new ArrayList<>();
        while (data.size() < count) {
            for (String line : client.receiveText().split("\n", -1)) {
                JsonNode publication = JSON.readTree(line).at("/push/pub");
                if (publication.has("data")) {
                    data.add(publication.get("data").asText());
                }
            }
        }
        return data;
    }

    private static List<String> numbers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).collect(Collectors.toList());
    }

    private static String output(ProcessBuilder command) throws Exception {
        Process process = command.redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        } finally {
            process.destroy();
        }
    }

    /** As docs/http-api.md shows it. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aSubscriberSeesTheLinesOfCurlInOrder() throws Exception {
        try (TestClient client = subscribed("chat:curl")) {
            ProcessBuilder curl = new ProcessBuilder(
                    "bash",
                    "-c",
                    "set -o pipefail; seq 1 100 | sed 's/.*/{\"method\":\"publish\",\"params\":{\"channel\":\"chat:curl\","
                            + "\"data\":\"&\"}}/' | curl -sS --noproxy '*' -H \"X-API-Key: $API_KEY\" --data-binary @-"
                            + " \"$API\"");
            curl.environment().putAll(Map.of("API", gateway.url(), "API_KEY", HttpApiGateway.KEY));

            assertThat(output(curl).lines()).hasSize(100).allMatch(line -> line.startsWith("{\"result\":{\"offset\":"));
            assertThat(received(client, 100)).isEqualTo(numbers(100));
        }
    }

    @Test
    void aSubscriberSeesTheLinesOfSingleRequestsInOrder() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        try (TestClient client = subscribed("chat:lines")) {
            for (String number : numbers(20)) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + "/publish"))
                        .header("Authorization", "apikey " + HttpApiGateway.KEY)
                        .POST(BodyPublishers.ofString("{\"channel\":\"chat:lines\",\"data\":\"" + number + "\"}"))
                        .build();
                assertThat(http.send(request, BodyHandlers.ofString()).body()).contains("\"offset\":" + number + ",");
            }
            assertThat(received(client, 20)).isEqualTo(numbers(20));
        }
    }

    @Test
    void aForeignKeyIsRefused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + "/publish"))
                .header("X-API-Key", HttpApiGateway.KEY + "x")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(401);
    }

    /** A library for Centrifugo's server API from npm, unmodified. */
    @Test
    void aLibraryForNodeUsesEachMethod() throws Exception {
        Path library = NpmPackage.of("cent.js", "6.1.0")
                .file("dist/index.js")
                .orElseThrow(() -> new TestAbortedException("the library cannot be fetched: it is not tested"));
        Path script = Path.of(HttpApiTest.class.getResource("server-library.js").toURI());
        ProcessBuilder node = new ProcessBuilder("node", "--no-warnings", script.toString());
        node.environment()
                .putAll(Map.of("CENT", library.toString(), "API", gateway.url(), "API_KEY", HttpApiGateway.KEY));
        try (TestClient client = subscribed("chat:node")) {
            assertThat(output(node).lines())
                    .containsExactly(
                            "publish 1",
                            "broadcast 2 102",
                            "presence 1",
                            "stats 1",
                            "history 1,2",
                            "channels 1",
                            "info 1",
                            "pipeline 3 1",
                            "unsubscribe {}",
                            "disconnect {}",
                            "refresh {}",
                            "remove {} 0",
                            "subscribe failed",
                            "publish failed");
            assertThat(received(client, 3)).containsExactly("one", "two", "three");
        }
    }
}
