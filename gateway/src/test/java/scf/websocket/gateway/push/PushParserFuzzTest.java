package scf.websocket.gateway.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Valid pushes with bytes that were changed, lost, doubled or cut: each is a push or a refusal, and nothing is ever thrown. */
class PushParserFuzzTest {
    private static final int ROUNDS = 20_000;
    private static final List<String> VALID = List.of(
            "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"A+/=_-9\",\"dataType\":\"text\",\"data\":\"你\\ud83d\\ude00\"}}",
            "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"A\",\"dataType\":\"binary\",\"data\":\"aGk_fn4=\\r\\n\"}}",
            "{\"websocket\":{\"action\":\"connecting\",\"secConnectionID\":\"A\",\"data\":{\"a\":[1e400,-0,null,\"x\"],\"a\":{}}}}",
            "{\"websocket\":{\"action\":\"closing\",\"secConnectionIDs\":[\"A\",1,null],\"closeCode\":\"4001\",\"closeReason\":\"é\"}}",
            "{\"x\":[{\"y\":1}],\"websocket\":{\"action\":\"probe\",\"secConnectionIDs\":[\"A\",{\"b\":[]}],\"more\":0.5}}");
    private static final byte[] TOKENS =
            "{}[]\",:\\u0d8n\u0000 9-+.eE\u00c0\u00ff\u00ed".getBytes(StandardCharsets.ISO_8859_1);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyMutationIsAnsweredAsAPushOrARefusal(boolean strict) {
        PushParser parser = new PushParser(strict, 1000);
        Random random = new Random(20261125);
        Set<Object> seen = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = VALID.get(random.nextInt(VALID.size())).getBytes(StandardCharsets.UTF_8);
            for (int change = random.nextInt(4); change >= 0; change--) {
                body = mutated(body, random);
            }
            PushRequest request = parser.parse(body);
            seen.add(
                    request instanceof PushRequest.Invalid invalid
                            ? invalid.error()
                            : request.getClass().getSimpleName());
        }
        assertThat(seen).contains(PushError.MALFORMED, PushError.NOT_UTF8, PushError.BAD_CONNECTION_ID, "Single");
    }

    private static byte[] mutated(byte[] body, Random random) {
        if (body.length == 0) {
            return body;
        }
        int at = random.nextInt(body.length);
        int to = Math.min(body.length, at + 1 + random.nextInt(8));
        byte[] token = {TOKENS[random.nextInt(TOKENS.length)]};
        return switch (random.nextInt(6)) {
            case 0 -> joined(body, at, token, at + 1);
            case 1 -> joined(body, at, token, at);
            case 2 -> joined(body, at, new byte[0], to);
            case 3 -> joined(body, to, new byte[0], at);
            case 4 -> joined(body, at, new byte[] {(byte) random.nextInt(256)}, at + 1);
            default -> joined(body, at, new byte[0], body.length);
        };
    }

    /** The body up to an index, something else, and the body from another index on. */
    private static byte[] joined(byte[] body, int until, byte[] between, int from) {
        byte[] joined = new byte[until + between.length + body.length - from];
        System.arraycopy(body, 0, joined, 0, until);
        System.arraycopy(between, 0, joined, until, between.length);
        System.arraycopy(body, from, joined, until + between.length, body.length - from);
        return joined;
    }
}
