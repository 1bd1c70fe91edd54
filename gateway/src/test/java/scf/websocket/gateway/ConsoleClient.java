package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks for what the page of the console asks for, as a browser does. */
final class ConsoleClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final GatewayFixture gateway;
    private @Nullable String cookie;

    ConsoleClient(GatewayFixture gateway) {
        this.gateway = gateway;
    }

    String origin() {
        return "http://127.0.0.1:" + gateway.gateway.pushPort();
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = gateway.internal("/console/api/" + path).header("Sec-Fetch-Site", "same-origin");
        return cookie == null ? request : request.header("Cookie", cookie);
    }

    HttpRequest.Builder action(String path) {
        return request(path).header("Origin", origin()).header("Content-Type", "application/json");
    }

    HttpResponse<String> get(String path) {
        return gateway.send(request(path).build());
    }

    HttpResponse<String> post(String path, String body) {
        return gateway.send(action(path).POST(BodyPublishers.ofString(body)).build());
    }

    HttpResponse<String> delete(String path) {
        return gateway.send(action(path).DELETE().build());
    }

    /** Returns the body of a response, which must be a success. */
    static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return parsed(answer.body());
    }

    static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> signIn(String token) {
        HttpResponse<String> answer = post("session", "{\"token\":\"" + token + "\"}");
        answer.headers()
                .firstValue("Set-Cookie")
                .ifPresent(header -> cookie = header.substring(0, header.indexOf(';')));
        return answer;
    }

    Watch watch() {
        return Watch.of(request("events"));
    }

    /** Watches as an operator does. */
    static Watch operator(GatewayFixture gateway) {
        return Watch.of(gateway.internal("/admin/events"));
    }

    /** An open stream of events. */
    static final class Watch implements AutoCloseable {
        private final BufferedReader lines;

        Watch(InputStream body) {
            lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }

        static Watch of(HttpRequest.Builder request) {
            try {
                HttpResponse<InputStream> answer =
                        HTTP.send(request.header("Accept", "text/event-stream").build(), BodyHandlers.ofInputStream());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
                Watch watch = new Watch(answer.body());
                assertThat(watch.next().path("event").textValue()).isEqualTo("watching");
                return watch;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        JsonNode next() {
            JsonNode event = nextOrEnd();
            assertThat(event).as("the stream has ended").isNotNull();
            return event;
        }

        /** Returns null at the end of the stream. */
        @Nullable JsonNode nextOrEnd() {
            try {
                String line = lines.readLine();
                while (line != null && !line.startsWith("data: ")) {
                    line = lines.readLine();
                }
                return line == null ? null : parsed(line.substring("data: ".length()));
            } catch (IOException e) {
                return null;
            }
        }

        /** Skips events until one fits. */
        JsonNode next(Predicate<JsonNode> wanted) {
            JsonNode event = next();
            while (!wanted.test(event)) {
                event = next();
            }
            return event;
        }

        JsonNode next(String name) {
            return next(event -> event.path("event").textValue().equals(name));
        }

        @Override
        public void close() {
            try {
                lines.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
