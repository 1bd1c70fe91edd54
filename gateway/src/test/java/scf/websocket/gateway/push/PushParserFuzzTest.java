package scf.websocket.gateway.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.event.CloseCodes;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.ExtendedPush;
import scf.websocket.event.Utf8;
import scf.websocket.gateway.group.GroupKey;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.tail.TailEpoch;
import scf.websocket.testing.fuzz.Fuzz;

/** Nearly valid pushes: each either parses and survives a round trip, or is refused with errNo and errMsg. */
class PushParserFuzzTest {
    private static final int MAX_BYTES = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SEEDS = List.of(
            "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"A+/=_-9\",\"dataType\":\"text\",\"data\":\"你\\ud83d\\ude00\"}}",
            "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"A\",\"dataType\":\"binary\",\"data\":\"aGk_fn4=\\r\\n\"}}",
            "{\"websocket\":{\"action\":\"connecting\",\"secConnectionID\":\"A\",\"data\":{\"a\":[1e400,-0,null,\"x\"],\"a\":{}}}}",
            "{\"websocket\":{\"action\":\"closing\",\"secConnectionIDs\":[\"A\",1,null],\"closeCode\":\"4001\",\"closeReason\":\"é\"}}",
            "{\"websocket\":{\"action\":\"join\",\"group\":\"é\",\"secConnectionID\":\"A\"}}",
            "{\"websocket\":{\"action\":\"leave\",\"groups\":[\"a\",\"a\"],\"secConnectionIDs\":[\"A\"]}}",
            "{\"websocket\":{\"action\":\"data send\",\"groups\":[\"*\",\"a\"],\"except\":[\"A\",1],\"data\":\"x\"}}",
            "{\"websocket\":{\"action\":\"join\",\"group\":\"a\",\"secConnectionID\":\"A\",\"epoch\":\"E\",\"after\":\"7\",\"takes\":\"binary\",\"lost\":{\"data\":\"x\"}}}",
            "{\"websocket\":{\"action\":\"join\",\"group\":\"a\",\"secConnectionID\":\"A\",\"epoch\":\"E\",\"after\":0,\"lost\":{\"closeCode\":4001}}}",
            "{\"websocket\":{\"action\":\"data send\",\"group\":\"a\",\"epoch\":\"E\",\"seq\":8,\"data\":\"x\",\"binary\":\"aGk=\"}}",
            "{\"x\":[{\"y\":1}],\"websocket\":{\"action\":\"probe\",\"secConnectionIDs\":[\"A\",{\"b\":[]}],\"more\":0.5}}");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyBodyIsAPushOrARefusal(boolean strict) {
        PushParser parser = new PushParser(strict, MAX_BYTES);
        assertThat(Fuzz.of("push-bodies")
                        .seeds(SEEDS)
                        .tokens(
                                "{", "}", "[", "]", "\"", ",", ":", "\\u", "\\ud83d", "\\ude00", "null", "true", "1e",
                                "-")
                        .tokens(
                                "\u00c0",
                                "\u00ff",
                                "\u00ed\u00a0\u0080",
                                "\u00ef\u00bb\u00bf",
                                "{\"a\":",
                                "\"A\",",
                                "[[")
                        .run(body -> outcome(parser, body)))
                .contains(PushError.MALFORMED, PushError.NOT_UTF8, PushError.BAD_CONNECTION_ID, "Single")
                .satisfies(outcomes -> assertThat(List.of("Group", "Numbered", "OrderedJoin"))
                        .allSatisfy(kind -> assertThat(outcomes.contains(kind)).isNotEqualTo(strict)));
    }

    private static Object outcome(PushParser parser, byte[] body) throws IOException {
        PushRequest request = parser.parse(body);
        if (request instanceof PushRequest.Invalid invalid) {
            checkAnswer(invalid.error().answer());
            return invalid.error();
        }
        if (request instanceof PushRequest.Numbered numbered) {
            assertThat(GroupKey.isName(numbered.group())).isTrue();
            assertThat(TailEpoch.isValid(numbered.message().epoch())).isTrue();
            assertThat(numbered.message().seq()).isPositive();
            return "Numbered";
        }
        checkOrder(request);
        if (order(request) instanceof PushOrder.OrderedJoin join) {
            assertThat(GroupKey.isName(join.group())).isTrue();
            assertThat(TailEpoch.isValid(join.position().epoch())).isTrue();
            assertThat(join.position().after()).isNotNegative();
            return "OrderedJoin";
        }
        PushRequest reparsed = parser.parse(JSON.writeValueAsBytes(written(request)));
        assertThat(describe(reparsed)).isEqualTo(describe(request));
        return request.getClass().getSimpleName()
                + (request instanceof PushRequest.Batch batch
                        ? batch.malformed().isEmpty()
                        : "");
    }

    private static void checkAnswer(HttpAnswer answer) throws IOException {
        assertThat(answer.status().code()).isBetween(400, 499);
        var json = JSON.readTree(answer.body());
        assertThat(json.path("errNo").asInt()).isPositive();
        assertThat(json.path("errMsg").asText()).isNotBlank().doesNotContain("Exception", "\n", "com.");
    }

    private static void checkOrder(PushRequest request) throws IOException {
        if (request instanceof PushRequest.Single single) {
            assertThat(ConnectionId.isValid(single.connectionId())).isTrue();
        } else if (request instanceof PushRequest.Batch batch) {
            assertThat(batch.connectionIds()).allMatch(ConnectionId::isValid).doesNotHaveDuplicates();
            assertThat(batch.connectionIds().size() + batch.malformed().size())
                    .isBetween(1, ExtendedPush.MAX_RECIPIENTS);
            HttpAnswer answer = PushAnswers.batch(
                    batch,
                    batch.connectionIds().stream()
                            .map(id -> DeliveryOutcome.GONE)
                            .toList());
            assertThat(answer.status()).isEqualTo(HttpResponseStatus.OK);
            assertThat(JSON.readTree(answer.body()).path("failed")).hasSameSizeAs(batch.malformed());
        } else if (request instanceof PushRequest.Group group) {
            checkGroups(group.groups());
            assertThat(group.except())
                    .allMatch(ConnectionId::isValid)
                    .hasSizeLessThanOrEqualTo(ExtendedPush.MAX_RECIPIENTS);
        }
        if (order(request) instanceof PushOrder.Send send) {
            assertThat(send.frame().payloadBytes()).isBetween(0, MAX_BYTES);
        } else if (order(request) instanceof PushOrder.Close close) {
            assertThat(CloseCodes.mayBeSent(close.code())).isTrue();
            assertThat(Utf8.encode(close.reason())).hasSizeLessThanOrEqualTo(CloseCodes.MAX_REASON_BYTES);
        } else if (order(request) instanceof PushOrder.Join join) {
            checkGroups(join.groups());
        }
    }

    private static void checkGroups(List<String> groups) {
        assertThat(groups).allMatch(GroupKey::isName).doesNotHaveDuplicates().isNotEmpty();
    }

    private static PushOrder order(PushRequest request) {
        if (request instanceof PushRequest.Group group) {
            return group.order();
        }
        return request instanceof PushRequest.Single single ? single.order() : ((PushRequest.Batch) request).order();
    }

    /** The push in the documented form. */
    private static ObjectNode written(PushRequest request) throws IOException {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode push = root.putObject("websocket");
        if (request instanceof PushRequest.Single single) {
            push.put("secConnectionID", single.connectionId());
        } else if (request instanceof PushRequest.Batch batch) {
            var ids = push.putArray("secConnectionIDs");
            batch.connectionIds().forEach(ids::add);
            for (String malformed : batch.malformed()) {
                ids.addRawValue(new RawValue(malformed));
            }
        } else if (request instanceof PushRequest.Group group) {
            group.groups().forEach(push.putArray("groups")::add);
            group.except().forEach(push.putArray("except")::add);
        }
        if (order(request) instanceof PushOrder.Send send) {
            byte[] frame = send.frame().encoded();
            byte[] payload =
                    Arrays.copyOfRange(frame, frame.length - send.frame().payloadBytes(), frame.length);
            boolean isText = (frame[0] & 0xF) == 1;
            push.put("action", "data send");
            push.put("dataType", isText ? "text" : "binary");
            push.put(
                    "data",
                    isText
                            ? Utf8.decode(payload).orElseThrow()
                            : Base64.getEncoder().encodeToString(payload));
        } else if (order(request) instanceof PushOrder.Close close) {
            push.put("action", "closing");
            push.put("closeCode", close.code());
            push.put("closeReason", close.reason());
        } else if (order(request) instanceof PushOrder.Join join) {
            push.put("action", "join");
            join.groups().forEach(push.putArray("groups")::add);
        } else if (order(request) instanceof PushOrder.Leave leave) {
            push.put("action", "leave");
            leave.groups().forEach(push.putArray("groups")::add);
        } else {
            push.put("action", "probe");
        }
        return root;
    }

    /** A comparable form of a request: its frame has no {@code equals}. */
    private static List<Object> describe(PushRequest request) {
        PushOrder order = order(request);
        Object content = order instanceof PushOrder.Send send
                ? List.of(bytes(send.frame().encoded()))
                : order;
        if (request instanceof PushRequest.Group group) {
            return List.of(content, group.groups(), group.except());
        }
        return request instanceof PushRequest.Batch batch
                ? List.of(content, batch.connectionIds(), batch.malformed().size())
                : List.of(content, ((PushRequest.Single) request).connectionId());
    }

    private static String bytes(byte[] bytes) {
        return Arrays.toString(bytes);
    }

    @Test
    void everyPathIsAPushPathOrInvalid() {
        assertThat(Fuzz.of("push-paths")
                        .seeds(List.of("/api-x", "/secret/api-x", "//secret//api-x//"))
                        .tokens("/", "//", "%2f", "..", "?", "\u0000", "api-x")
                        .run(input -> {
                            String path = new String(input, StandardCharsets.UTF_8);
                            Optional<PushPath> parsed = PushPath.parse(path);
                            parsed.ifPresent(push -> {
                                assertThat(push.apiId()).isNotEmpty().doesNotContain("/");
                                assertThat(push.secret()).doesNotContain("/");
                                assertThat(push).hasToString((push.secret().isEmpty() ? "/" : "/***/") + push.apiId());
                                String plain = push.secret().isEmpty()
                                        ? "/" + push.apiId()
                                        : "/" + push.secret() + "/" + push.apiId();
                                assertThat(PushPath.parse(plain))
                                        .contains(new PushPath(push.secret(), push.apiId(), true));
                            });
                            return parsed.map(
                                    push -> push.isExact() + " " + push.secret().isEmpty());
                        }))
                .contains(Optional.empty(), Optional.of("true true"), Optional.of("true false"));
    }

    @Test
    void onlyTheTokenIsAccepted() {
        String token = "0123456789abcdef";
        BearerTokens tokens = new BearerTokens(List.of(token));
        assertThat(Fuzz.of("tokens")
                        .seeds(List.of("Bearer " + token, "bearer  " + token + " "))
                        .tokens("Bearer ", " ", "\t", ",", token)
                        .run(input -> {
                            String header = new String(input, StandardCharsets.ISO_8859_1);
                            boolean accepted = tokens.accept(header);
                            assertThat(accepted)
                                    .isEqualTo(header.regionMatches(true, 0, "Bearer ", 0, 7)
                                            && header.substring(7).trim().equals(token));
                            return accepted;
                        }))
                .containsExactlyInAnyOrder(true, false);
    }
}
