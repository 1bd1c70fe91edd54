package scf.websocket.gateway.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.session.OutboundFrame;

class PushParserTest {
    private static final int LIMIT = 100_000;
    private static final PushParser PARSER = new PushParser(false, LIMIT);
    private static final PushParser STRICT = new PushParser(true, LIMIT);

    private static PushRequest parse(PushParser parser, String json) {
        return parser.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String push(String members) {
        return "{\"websocket\":{\"secConnectionID\":\"A\"," + members + "}}";
    }

    /** The text of the frame that a push sends, or the name of its error. */
    private static String sent(PushParser parser, String members) {
        return result(parse(parser, push(members)));
    }

    private static String result(PushRequest request) {
        if (request instanceof PushRequest.Invalid invalid) {
            return invalid.error().name();
        }
        byte[] frame = ((PushOrder.Send) ((PushRequest.Single) request).order())
                .frame()
                .encoded();
        assertThat(frame.length).as("a short frame").isLessThan(128);
        return new String(frame, 2, frame.length - 2, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'action':'join','group':'a','epoch':'E','lost':{'data':'x'} | BAD_AFTER",
                "'action':'join','group':'a','epoch':'E','after':-1,'lost':{'data':'x'} | BAD_AFTER",
                "'action':'join','group':'a','epoch':'E','after':1.0,'lost':{'data':'x'} | BAD_AFTER",
                "'action':'join','group':'a','epoch':'E','after':'','lost':{'data':'x'} | BAD_AFTER",
                "'action':'join','group':'a','epoch':'E','after':9223372036854775807,'lost':{'data':'x'} | BAD_AFTER",
                "'action':'join','group':'a','epoch':'E','after':[],'lost':{'data':'x'} | BAD_AFTER",
                "'action':'join','group':'a','after':1,'lost':{'data':'x'} | BAD_EPOCH",
                "'action':'join','group':'a','epoch':7,'after':1,'lost':{'data':'x'} | BAD_EPOCH",
                "'action':'join','group':'a','epoch':'','after':1,'lost':{'data':'x'} | BAD_EPOCH",
                "'action':'join','group':'a','epoch':'E','after':1,'takes':'json','lost':{'data':'x'} | BAD_TAKES",
                "'action':'join','group':'a','epoch':'E','after':1,'takes':1,'lost':{'data':'x'} | BAD_TAKES",
                "'action':'join','group':'a','epoch':'E','after':1 | BAD_LOST",
                "'action':'join','group':'a','epoch':'E','after':1,'lost':'x' | BAD_LOST",
                "'action':'join','group':'a','epoch':'E','after':1,'lost':{} | BAD_LOST",
                "'action':'join','group':'a','epoch':'E','after':1,'lost':{'data':'x','closeCode':4000} | BAD_LOST",
                "'action':'join','group':'a','epoch':'E','after':1,'lost':{'closeCode':1005} | BAD_LOST",
                "'action':'join','group':'a','epoch':'E','after':1,'lost':{'data':'?','dataType':'binary'} | BAD_LOST",
                "'action':'join','groups':['a'],'epoch':'E','after':1,'lost':{'data':'x'} | BAD_ORDERED_GROUP",
                "'action':'join','group':'*','epoch':'E','after':1,'lost':{'data':'x'} | BAD_ORDERED_GROUP",
                "'action':'join','epoch':'E','after':1,'lost':{'data':'x'} | NO_GROUP",
                "'action':'data send','group':'a','epoch':'E','data':'x' | BAD_SEQ",
                "'action':'data send','group':'a','epoch':'E','seq':0,'data':'x' | BAD_SEQ",
                "'action':'data send','group':'a','epoch':'E','seq':'one','data':'x' | BAD_SEQ",
                "'action':'data send','group':'a','epoch':'E','binary':'aGk=' | BAD_SEQ",
                "'action':'data send','group':'a','seq':1,'data':'x' | BAD_EPOCH",
                "'action':'data send','group':'a','epoch':'E','seq':1,'dataType':'binary','data':'x' | BAD_DATA_TYPE",
                "'action':'data send','group':'a','epoch':'E','seq':1,'binary':'?' | BAD_BASE64",
                "'action':'data send','group':'a','epoch':'E','seq':1,'except':[],'data':'x' | BAD_ORDERED_GROUP",
                "'action':'data send','groups':['a','b'],'epoch':'E','seq':1,'data':'x' | BAD_ORDERED_GROUP",
                "'action':'data send','group':'*','epoch':'E','seq':1,'data':'x' | BAD_ORDERED_GROUP"
            })
    void refusesWrongPushesToOrderedGroups(String members, String error) {
        String recipient = members.contains("join") ? "\"secConnectionID\":\"A\"," : "";
        assertThat(result(parse(PARSER, "{\"websocket\":{" + recipient + members.replace('\'', '"') + "}}")))
                .isEqualTo(error);
    }

    @Test
    void boundsWhatALostMemberGets() {
        String join = "\"action\":\"join\",\"group\":\"a\",\"epoch\":\"E\",\"after\":1,\"lost\":{\"data\":\"%s\"}";
        assertThat(parse(PARSER, push(join.formatted("x".repeat(1024))))).isInstanceOf(PushRequest.Single.class);
        assertThat(sent(PARSER, join.formatted("x".repeat(1025)))).isEqualTo("BAD_LOST");
    }

    @Test
    void aNumberInAPushToAConnectionIsIgnored() {
        assertThat(sent(PARSER, "\"action\":\"data send\",\"seq\":\"x\",\"epoch\":1,\"data\":\"hi\""))
                .isEqualTo("hi");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ \"b\" : 1 , \"a\" : [ true , null ] } | {\"b\":1,\"a\":[true,null]}",
                "[ ] | []",
                "{} | {}",
                "false | false",
                "true | true",
                "0 | 0",
                "-0 | -0",
                "1.0 | 1.0",
                "1e400 | 1e400",
                "-1E+2 | -1E+2",
                "123456789012345678901234567890 | 123456789012345678901234567890",
                "[0.1000, 1e400] | [0.1000,1e400]",
                "{\"a\":1,\"a\":2} | {\"a\":1,\"a\":2}",
                "{\"\":\"\\u4f60\\n\\\"/\\/\"} | {\"\":\"你\\n\\\"//\"}",
                "\"plain\" | plain",
                "\"{\\\"a\\\": 1}\" | {\"a\": 1}",
            })
    void dataOfAnyTypeIsSentAsItsJsonText(String data, String text) {
        assertThat(sent(PARSER, "\"action\":\"data send\",\"dataType\":\"text\",\"data\":" + data))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", "0", "true", "1e400"})
    void strictAcceptsOnlyStringsAsData(String data) {
        assertThat(sent(STRICT, "\"action\":\"data send\",\"dataType\":\"text\",\"data\":" + data))
                .isEqualTo("DATA_IS_NO_STRING");
        assertThat(PushError.DATA_IS_NO_STRING.answer().body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"errNo\":306,\"errMsg\":\"data must be a string\"}");
    }

    @Test
    void nullIsNoData() {
        for (PushParser parser : List.of(PARSER, STRICT)) {
            assertThat(sent(parser, "\"action\":\"data send\",\"dataType\":\"text\",\"data\":null"))
                    .isEqualTo("NO_DATA");
            assertThat(sent(parser, "\"action\":\"data send\",\"dataType\":\"text\""))
                    .isEqualTo("NO_DATA");
        }
        assertThat(sent(PARSER, "\"action\":\"connecting\",\"data\":null")).isEqualTo("BAD_ACTION");
    }

    @ParameterizedTest
    @CsvSource({
        "connecting,x,BAD_ACTION",
        "data recv,x,BAD_ACTION",
        "data send,x,x",
        "Data Send,BAD_ACTION,BAD_ACTION",
        "data_send,BAD_ACTION,BAD_ACTION",
        "'',BAD_ACTION,BAD_ACTION"
    })
    void theActionsOfEventsSendIfThereIsData(String action, String result, String strictResult) {
        String members = "\"action\":\"" + action + "\",\"dataType\":\"text\",\"data\":\"x\"";
        assertThat(sent(PARSER, members)).isEqualTo(result);
        assertThat(sent(STRICT, members)).isEqualTo(strictResult);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"data\":\"eA==\" | eA==",
                "\"dataType\":null,\"data\":\"eA==\" | eA==",
                "\"dataType\":\"\",\"data\":\"eA==\" | eA==",
                "\"dataType\":\"TEXT\",\"data\":\"eA==\" | eA==",
                "\"dataType\":\"tExt\",\"data\":\"eA==\" | eA==",
                "\"dataType\":\"Binary\",\"data\":\"eA==\" | x",
                "\"dataType\":\"BINARY\",\"data\":\"eA==\" | x",
                "\"dataType\":\"json\",\"data\":\"eA==\" | BAD_DATA_TYPE",
                "\"dataType\":1,\"data\":\"eA==\" | BAD_DATA_TYPE",
                "\"dataType\":[\"text\"],\"data\":\"eA==\" | BAD_DATA_TYPE",
            })
    void theDataTypeDefaultsToTextAndIgnoresCase(String members, String result) {
        assertThat(sent(PARSER, "\"action\":\"data send\"," + members)).isEqualTo(result);
        assertThat(sent(STRICT, "\"action\":\"data send\"," + members)).isEqualTo("BAD_DATA_TYPE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aGk/fn4= | aGk/fn4=",
                "aGk_fn4= | aGk/fn4=",
                "-_-_ | +/+/",
                "aGk/fn4 | aGk/fn4=",
                "YQ | YQ==",
                "YQ= | YQ==",
                "aGVs\\r\\nbG8h\\r\\n | aGVsbG8h",
                "aGVs\\nbG8= | aGVsbG8=",
                "\\taG VsbG8= | aGVsbG8=",
                "YQ==\\n | YQ==",
            })
    void acceptsBase64AsLibrariesEncodeIt(String sent, String canonical) {
        String members = "\"action\":\"data send\",\"dataType\":\"binary\",\"data\":\"";
        PushOrder.Send taken =
                (PushOrder.Send) ((PushRequest.Single) parse(PARSER, push(members + sent + "\""))).order();
        OutboundFrame expected =
                OutboundFrame.binary(java.util.Base64.getDecoder().decode(canonical));
        assertThat(taken.frame().encoded()).isEqualTo(expected.encoded());
        if (!sent.equals(canonical)) {
            assertThat(sent(STRICT, members + sent + "\"")).isEqualTo("NOT_STANDARD_BASE64");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "aGk*",
                "a",
                "YQ==YQ==",
                "YQ===",
                "=",
                "====",
                "YQ=a",
                "YWJj=",
                "YWI==",
                "data:;base64,YQ==",
                "YQé="
            })
    void invalidBase64IsRejected(String data) {
        assertThat(sent(PARSER, "\"action\":\"data send\",\"dataType\":\"binary\",\"data\":\"" + data + "\""))
                .isEqualTo("BAD_BASE64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[104,105]", "{\"type\":\"Buffer\",\"data\":[104]}", "1234", "true"})
    void onlyAStringIsBase64(String data) {
        assertThat(sent(PARSER, "\"action\":\"data send\",\"dataType\":\"binary\",\"data\":" + data))
                .isEqualTo("BAD_BASE64");
    }

    @ParameterizedTest
    @CsvSource({"\\ud800,\uFFFD", "a\\ud83db,a\uFFFDb", "\\ude00\\ud83d,\uFFFD\uFFFD", "\\ud83d\\ude00,😀", "?,?"})
    void invalidUnicodeBecomesTheReplacementCharacter(String escaped, String text) {
        for (PushParser parser : List.of(PARSER, STRICT)) {
            assertThat(sent(parser, "\"action\":\"data send\",\"dataType\":\"text\",\"data\":\"" + escaped + "\""))
                    .isEqualTo(text);
        }
        assertThat(sent(PARSER, "\"action\":\"data send\",\"data\":{\"k\":\"" + escaped + "\"}"))
                .isEqualTo("{\"k\":\"" + text + "\"}");
    }

    @Test
    void aKeyWithInvalidUnicodeIsRefused() {
        assertThat(sent(PARSER, "\"action\":\"data send\",\"data\":{\"\\ud83d\\ude00\":1}"))
                .isEqualTo("{\"😀\":1}");
        assertThat(sent(PARSER, "\"action\":\"data send\",\"data\":{\"\\ud800\":1}"))
                .isEqualTo("MALFORMED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c080", "c0af", "e080af", "eda080", "f4908080", "ff", "c3", "fffe7b00"})
    void aBodyThatIsNotUtf8IsRefused(String hex) {
        byte[] body = push("\"action\":\"data send\",\"dataType\":\"text\",\"data\":\"....\"")
                .getBytes(StandardCharsets.ISO_8859_1);
        int at = new String(body, StandardCharsets.ISO_8859_1).indexOf("....");
        for (int i = 0; i < hex.length() / 2; i++) {
            body[at + i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        assertThat(result(PARSER.parse(body))).isEqualTo("NOT_UTF8");
        assertThat(result(STRICT.parse(body))).isEqualTo("NOT_UTF8");
    }

    @Test
    void aByteOrderMarkIsIgnoredAndOtherEncodingsAreRefused() {
        String json = push("\"action\":\"data send\",\"dataType\":\"text\",\"data\":\"你\"");
        assertThat(result(parse(PARSER, "\uFEFF" + json))).isEqualTo("你");
        assertThat(result(parse(PARSER, "\uFEFF\uFEFF" + json))).isEqualTo("MALFORMED");
        assertThat(result(PARSER.parse(json.getBytes(StandardCharsets.UTF_16)))).isEqualTo("NOT_UTF8");
        assertThat(result(PARSER.parse(json.replace("你", "x").getBytes(StandardCharsets.UTF_16BE))))
                .isEqualTo("MALFORMED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "12345", "true", "[\"A\"]", "{}", "null", "\" A\"", "\"A\\n\"", "\"\"", "\"\\ud800\""})
    void anIdMustBeAStringOfItsAlphabet(String id) {
        String json =
                "{\"websocket\":{\"action\":\"data send\",\"dataType\":\"text\",\"data\":\"x\",\"secConnectionID\":"
                        + id + "}}";
        assertThat(result(parse(PARSER, json))).isEqualTo("BAD_CONNECTION_ID");
        assertThat(result(parse(STRICT, json))).isEqualTo("BAD_CONNECTION_ID");
    }

    @Test
    void aMalformedIdInAListFailsAlone() {
        PushRequest.Batch batch = (PushRequest.Batch) parse(
                PARSER,
                "{\"websocket\":{\"action\":\"probe\",\"secConnectionIDs\":"
                        + "[\"A\",1,null,\"no id!\",{\"a\": 1},\"B\",1,[],true,1e400,\"\\ud800\"]}}");
        assertThat(batch.connectionIds()).containsExactly("A", "B");
        assertThat(batch.malformed())
                .containsExactlyInAnyOrder("1", "null", "\"no id!\"", "{\"a\":1}", "[]", "true", "1e400", "\"\uFFFD\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"closeCode\":4001 | 4001",
                "\"closeCode\":\"4001\" | 4001",
                "\"closeCode\":null | 1000",
                "\"closeCode\":1014 | 1014",
                "\"closeCode\":\"1010\" | BAD_CLOSE_CODE",
                "\"closeCode\":1010 | BAD_CLOSE_CODE",
                "\"closeCode\":0 | BAD_CLOSE_CODE",
                "\"closeCode\":-1000 | BAD_CLOSE_CODE",
                "\"closeCode\":4001.0 | BAD_CLOSE_CODE",
                "\"closeCode\":1e3 | BAD_CLOSE_CODE",
                "\"closeCode\":65536000 | BAD_CLOSE_CODE",
                "\"closeCode\":\" 4001\" | BAD_CLOSE_CODE",
                "\"closeCode\":\"4001x\" | BAD_CLOSE_CODE",
                "\"closeCode\":\"٤٠٠١\" | BAD_CLOSE_CODE",
                "\"closeCode\":[4001] | BAD_CLOSE_CODE",
                "\"closeReason\":1 | BAD_CLOSE_REASON",
            })
    void aCloseCodeMayBeANumberOrAString(String members, String result) {
        PushRequest request = parse(PARSER, push("\"action\":\"closing\"," + members));
        assertThat(
                        request instanceof PushRequest.Single single
                                ? String.valueOf(((PushOrder.Close) single.order()).code())
                                : ((PushRequest.Invalid) request).error().name())
                .isEqualTo(result);
        PushRequest.Single strict = (PushRequest.Single) parse(STRICT, push("\"action\":\"closing\"," + members));
        assertThat(strict.order()).as("strict ignores it").isEqualTo(new PushOrder.Close(1000, ""));
    }

    @Test
    void aCloseReasonIsMeasuredAsItIsSent() {
        String half = "\\ud800";
        PushRequest.Single fits = (PushRequest.Single)
                parse(PARSER, push("\"action\":\"closing\",\"closeReason\":\"" + half.repeat(41) + "\""));
        assertThat(((PushOrder.Close) fits.order()).reason()).isEqualTo("\uFFFD".repeat(41));
        assertThat(parse(PARSER, push("\"action\":\"closing\",\"closeReason\":\"" + half.repeat(42) + "\"")))
                .isEqualTo(new PushRequest.Invalid(PushError.BAD_CLOSE_REASON));
    }

    @Test
    void theLastOfADuplicateMemberCounts() {
        assertThat(sent(PARSER, "\"action\":\"closing\",\"action\":\"data send\",\"data\":[1],\"data\":\"x\""))
                .isEqualTo("x");
        assertThat(result(parse(
                        PARSER,
                        "{\"websocket\":{\"x\":{}},"
                                + push("\"action\":\"data send\",\"data\":\"y\"")
                                        .substring(1))))
                .isEqualTo("y");
        assertThat(result(parse(
                        PARSER,
                        push("\"action\":\"data send\",\"data\":\"y\"").replaceFirst("}$", ",\"websocket\":1}"))))
                .isEqualTo("MALFORMED");
    }

    @Test
    void valuesMayFillTheBodyButTheirDepthIsBounded() {
        assertThat(sent(PARSER, "\"action\":\"data send\",\"data\":" + "9".repeat(LIMIT + 1)))
                .isEqualTo("TOO_LARGE");
        assertThat(parse(PARSER, push("\"action\":\"data send\",\"data\":" + "9".repeat(LIMIT))))
                .isInstanceOf(PushRequest.Single.class);
        assertThat(parse(PARSER, push("\"action\":\"data send\",\"data\":{\"" + "k".repeat(90_000) + "\":1}")))
                .isInstanceOf(PushRequest.Single.class);
        assertThat(parse(PARSER, push("\"action\":\"data send\",\"data\":" + "[".repeat(500) + "]".repeat(500))))
                .isInstanceOf(PushRequest.Single.class);
        assertThat(sent(PARSER, "\"action\":\"data send\",\"data\":" + "[".repeat(50_000) + "]".repeat(50_000)))
                .isEqualTo("MALFORMED");
    }

    @Test
    void parsesThePushOfAnAnswerLikeTheWebSocketMemberOfABody() {
        String members = "{\"action\":\"data send\",\"secConnectionID\":\"A\",\"data\":\"x\"}";
        assertThat(result(PARSER.parseMembers(members.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("x");
        for (String other : List.of("", "{", "[]", "7", "\"x\"", "null", members + members)) {
            assertThat(result(PARSER.parseMembers(other.getBytes(StandardCharsets.UTF_8))))
                    .as(other)
                    .isEqualTo("MALFORMED");
        }
        assertThat(result(PARSER.parseMembers(("{\"websocket\":" + members + "}").getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("BAD_CONNECTION_ID");
        assertThat(result(PARSER.parseMembers(new byte[] {'{', (byte) 0xFF, '}'})))
                .isEqualTo("NOT_UTF8");
    }
}
