package scf.websocket.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scf.websocket.testing.fuzz.Fuzz;

/** What the console shows of events and answers. */
class MaskedJsonTest {
    private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl";

    private static String masked(String json) {
        return MaskedJson.of(json.getBytes(StandardCharsets.UTF_8), 1000).text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"gateway\":{\"answerKey\":\"k\",\"maxMessage\":\"9\"}} | {\"gateway\":{\"answerKey\":\"***\",\"maxMessage\":\"9\"}}",
                "{\"extensions\":{\"key\":\"k\",\"pushes\":[{\"key\":1}]}} | {\"extensions\":{\"key\":\"***\",\"pushes\":[{\"key\":1}]}}",
                "{\"extensions\":\"{\\\"key\\\":\\\"k\\\",\\\"n\\\":1}\"} | {\"extensions\":\"{\\\"key\\\":\\\"***\\\",\\\"n\\\":1}\"}",
                "{\"extensions\":\"{\\\"key\\\":\\\"k\"}            | {\"extensions\":\"***\"}",
                "{\"context\":{\"a\":[1,{}]},\"b\":2}                    | {\"context\":\"***\",\"b\":2}",
                "{\"headers\":{\"Authorization\":\"a\",\"COOKIE\":\"b\",\"Host\":\"c\"}} | {\"headers\":{\"Authorization\":\"***\",\"COOKIE\":\"***\",\"Host\":\"c\"}}",
                "{\"queryString\":{\"access_token\":\"a\",\"room\":\"b\"}} | {\"queryString\":{\"access_token\":\"***\",\"room\":\"b\"}}",
                "{\"x-api-key\":[1],\"clientSecret\":null,\"key\":\"v\"} | {\"x-api-key\":\"***\",\"clientSecret\":\"***\",\"key\":\"v\"}",
                "{\"data\":\"{\\\"token\\\":\\\"a\\\",\\\"n\\\":1}\"}    | {\"data\":\"{\\\"token\\\":\\\"***\\\",\\\"n\\\":1}\"}",
                "{\"path\":\"/a?token=abc&b=c\"}                         | {\"path\":\"/a?token=***&b=c\"}",
                "[1.50,true,\"requestContext\"]                          | [1.50,true,\"requestContext\"]",
                "\"plain\"                                               | \"plain\"",
            })
    void valuesWhoseNamesSaySoAreMasked(String json, String shown) {
        assertThat(masked(json)).isEqualTo(shown);
    }

    @Test
    void jsonWebTokensAreMaskedEvenInBinaryMessages() {
        assertThat(masked("{\"data\":\"say " + JWT + "!\"}")).isEqualTo("{\"data\":\"say ***!\"}");
        byte[] message = ("\u0000\u0001" + JWT + "\u0002").getBytes(StandardCharsets.ISO_8859_1);
        String shown = masked("{\"data\":\"" + Base64.getEncoder().encodeToString(message) + "\"}");
        String data = shown.substring(9, shown.length() - 2);
        assertThat(new String(Base64.getDecoder().decode(data), StandardCharsets.ISO_8859_1))
                .isEqualTo("\u0000\u0001" + "*".repeat(JWT.length()) + "\u0002");
    }

    @Test
    void whatIsNoJsonIsTextWithItsSecretsMasked() {
        assertThat(masked("token: {\"token\":\"a\"")).isEqualTo("token: {\"token\":\"***\"");
        assertThat(masked("")).isEmpty();
        assertThat(MaskedJson.of(new byte[] {(byte) 0xFF, '{'}, 10).text()).isEqualTo("\uFFFD{");
    }

    @Test
    void whatIsTooLongIsCut() {
        MaskedJson cut = MaskedJson.of(("[\"" + "x".repeat(5000) + "\",1]").getBytes(StandardCharsets.UTF_8), 1000);
        assertThat(cut.text()).hasSize(1000).startsWith("[\"xxx");
        assertThat(cut.isCut()).isTrue();
        MaskedJson cutText = MaskedJson.of("x".repeat(5000).getBytes(StandardCharsets.UTF_8), 1000);
        assertThat(cutText.text()).hasSize(1000);
        assertThat(cutText.isCut()).isTrue();
    }

    @Test
    void textThatIsHardToMatchTakesNoLongTime() {
        for (String part : new String[] {"eyJ", "eyJaaaaaaaa.", "\\", "\"a\":", "?a", "\"token"}) {
            String text = part.repeat(16 * 1024 / part.length());
            long start = System.nanoTime();
            MaskedText.of(text);
            assertThat(System.nanoTime() - start).as(part).isLessThan(2_000_000_000L);
        }
    }

    @Test
    void anyBytesBecomeTextAndWholeJsonStaysJson() {
        ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        assertThat(Fuzz.of("masked-json")
                        .seeds(List.of(
                                "{\"extensions\":{\"key\":\"k\"},\"data\":\"{\\\"token\\\":\\\"a\\\"}\"}",
                                "{\"context\":{\"a\":1},\"gateway\":{\"answerKey\":\"k\"}}"))
                        .tokens("{", "}", "\"", ",", ":", "token", "\\", "eyJ", "[", "key")
                        .run(payload -> {
                            MaskedJson masked = MaskedJson.of(payload, 100);
                            assertThat(masked.text().length()).isLessThanOrEqualTo(100);
                            if (masked.isCut()) {
                                return "cut";
                            }
                            try {
                                json.readTree(payload);
                            } catch (IOException e) {
                                return "text";
                            }
                            try {
                                json.readTree(masked.text());
                            } catch (IOException e) {
                                throw new AssertionError("no longer JSON", e);
                            }
                            return "json";
                        }))
                .contains("text", "json");
    }
}
