package scf.websocket.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.testing.fuzz.Fuzz;

/** Nearly valid bodies: every member can be read as every type, or is refused with a text that quotes nothing. */
class JsonParamsFuzzTest {
    private static final List<String> SEEDS = List.of(
            "{\"channel\":\"chat:a\",\"data\":{\"text\":\"hello\"},\"tags\":{\"a\":\"b\"},\"skip_history\":true}",
            "{\"channels\":[\"a\",\"b\"],\"b64data\":\"e30=\",\"idempotency_key\":\"k\"}",
            "{\"channel\":\"a\",\"limit\":-1,\"since\":{\"offset\":18446744073709551615,\"epoch\":\"e\"},\"reverse\":false}",
            "{\"user\":\"ann\",\"disconnect\":{\"code\":3503,\"reason\":\"two words\"},\"session\":null}",
            "{\"commands\":[{\"publish\":{\"channel\":\"a\",\"data\":1}},{\"info\":{}}]}",
            "{\"path\":\"/api/publish\",\"httpMethod\":\"POST\",\"headers\":{\"X-API-Key\":\"k\"},\"body\":\"{}\","
                    + "\"isBase64Encoded\":false}");

    private static final List<BiFunction<JsonParams, String, ?>> READS = List.of(
            JsonParams::has,
            JsonParams::uses,
            JsonParams::text,
            JsonParams::required,
            JsonParams::flag,
            JsonParams::number,
            JsonParams::unsignedNumber,
            JsonParams::texts,
            JsonParams::objects,
            JsonParams::textsByName,
            (params, name) -> Optional.ofNullable(params.object(name)));

    /** The texts, with N for the name of the member. */
    private static final Set<String> REFUSALS = Set.of(
            "not a JSON object",
            "N is missing",
            "N is not a text",
            "N is not true or false",
            "N is not a number of 32 bits",
            "N is not a number from 0 on",
            "N is not a list",
            "N is not a list of texts",
            "N is not an object of texts");

    @Test
    void everyBodyIsReadOrRefused() {
        Set<String> seen = new HashSet<>();
        Fuzz.of("api-params")
                .seeds(SEEDS)
                .tokens("{", "}", "[", "]", "\"", ",", ":", "null", "true", "\\u", "\\ud83d", "1e", "-", "\n")
                .tokens("{\"a\":", "\"channel\":", "\u00c0", "99999999999999999999")
                .run(body -> {
                    Set<String> outcomes = outcomes(new String(body, StandardCharsets.UTF_8));
                    seen.addAll(outcomes);
                    return outcomes;
                });
        assertThat(seen).containsAll(REFUSALS).contains("read", "an event");
    }

    private static Set<String> outcomes(String body) {
        HttpEvent event = new HttpEvent();
        event.setPath("/invoke");
        event.setBody(body);
        boolean isEvent = JsonHttpEvent.in(event).isPresent();
        try {
            Set<String> outcomes = outcomes(JsonParams.parse(body));
            outcomes.add(isEvent ? "an event" : "read");
            return outcomes;
        } catch (ApiException e) {
            assertThat(isEvent).isFalse();
            return Set.of(refusal(e, ""));
        }
    }

    private static Set<String> outcomes(JsonParams params) {
        Set<String> outcomes = new HashSet<>();
        for (String name : params.names()) {
            assertThat(params.data(name).map(JsonData::text).flatMap(JsonData::parse))
                    .isEqualTo(params.data(name));
            for (BiFunction<JsonParams, String, ?> read : READS) {
                try {
                    assertThat(read.apply(params, name)).isNotNull();
                } catch (ApiException e) {
                    outcomes.add(refusal(e, name));
                }
            }
        }
        return outcomes;
    }

    /** Checks that the text is one of ours, so that it quotes nothing of the body but the name of the member. */
    private static String refusal(ApiException e, String name) {
        assertThat(e.code()).isEqualTo(ProtocolError.BAD_REQUEST.code());
        String text = e.text().replaceFirst("^bad request: ", "");
        String refusal = text.startsWith(name + " is ") ? "N" + text.substring(name.length()) : text;
        assertThat(REFUSALS).contains(refusal);
        return refusal;
    }
}
