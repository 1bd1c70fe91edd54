package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.testing.RawClient;

/** The chat page over HTTP: entity tags, compression, and security headers. */
class ChatPageTest {
    private static final String[] FILES = {
        "/",
        "/index.html",
        "/bubble.js",
        "/chat.css",
        "/chat.js",
        "/composer.js",
        "/connection.js",
        "/language.js",
        "/log.js",
        "/pulse.js",
        "/settings.js",
        "/status.js",
        "/texts.js",
        "/icon.svg",
        "/channels/",
        "/channels/channels.css",
        "/channels/account.js",
        "/channels/channels.js",
        "/channels/client.js",
        "/channels/conversation.js",
        "/channels/drawers.js",
        "/channels/inbox.js",
        "/channels/members.js",
        "/channels/messages.js",
        "/channels/outbox.js",
        "/channels/people.js",
        "/channels/reasons.js",
        "/channels/rooms.js",
        "/channels/sidebar.js",
        "/channels/subscription.js",
        "/channels/texts.js",
        "/channels/writing.js"
    };

    private static GatewayFixture gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayFixture.start(options -> options.listeners.page = true);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @SuppressWarnings("ArrayRecordComponent") // Read, never compared.
    private record Answer(String head, byte[] body) {
        String header(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ": ";
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()))
                    .reduce((first, second) -> first + " AND " + second)
                    .orElse("");
        }

        boolean isGzipped() {
            return header("content-encoding").equals("gzip");
        }

        String text() throws IOException {
            byte[] bytes = isGzipped() ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body;
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static Answer get(String path, String... headers) {
        try (RawClient client = gateway.raw()) {
            return request(client, "GET " + path, headers);
        }
    }

    private static Answer request(RawClient client, String methodAndPath, String... headers) {
        String lines = String.join(
                "", Stream.of(headers).map(header -> header + "\r\n").toList());
        String head = client.write(methodAndPath + " HTTP/1.1\r\nHost: localhost\r\n" + lines + "\r\n")
                .readHead();
        boolean hasBody = methodAndPath.startsWith("GET ") && head.startsWith("HTTP/1.1 200 ");
        int length = hasBody ? Integer.parseInt(new Answer(head, new byte[0]).header("content-length")) : 0;
        return new Answer(head, client.readBytes(length));
    }

    @Test
    void everyFileForbidsForeignAndInlineCodeAndIsRevalidated() {
        for (String file : FILES) {
            Answer answer = get(file);
            assertThat(answer.head()).as(file).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(answer.header("content-security-policy"))
                    .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                            + "connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none'; "
                            + "frame-ancestors 'none'");
            assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
            assertThat(answer.header("cache-control")).isEqualTo("no-cache");
            assertThat(answer.header("etag")).matches("\"[\\w-]{22}\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8",
        "/chat.css, text/css; charset=utf-8",
        "/language.js, text/javascript; charset=utf-8",
        "/icon.svg, image/svg+xml"
    })
    void everyFileHasItsContentType(String file, String type) {
        assertThat(get(file).header("content-type")).isEqualTo(type);
    }

    @Test
    void thePathWithoutASlashLeadsToThePageForChannels() {
        Answer answer = get("/channels");
        assertThat(answer.head()).startsWith("HTTP/1.1 302 ");
        assertThat(answer.header("location")).isEqualTo("channels/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/channels/"})
    void thePageHasNoInlineCodeOrStyle(String page) throws IOException {
        String html = get(page).text();
        assertThat(html).doesNotContainPattern(Pattern.compile("\\s(style|on[a-z]+)\\s*=|<style|javascript:"));
        assertThat(Pattern.compile("<script(?![^>]* src=)").matcher(html).find())
                .isFalse();
        for (String file : FILES) {
            assertThat(get(file).text()).as(file).doesNotContain("innerHTML", "setAttribute('style'", "eval(");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/texts.js", "/channels/texts.js"})
    void theTextsExistInBothLanguages(String file) throws IOException {
        String[] languages = get(file).text().split("zh: \\{|texts\\.zh, \\{");
        assertThat(languages).hasSize(2);
        assertThat(keys(languages[0])).hasSizeGreaterThan(50);
        // Chinese has no form for one thing.
        assertThat(keys(languages[1]))
                .isSubsetOf(keys(languages[0]))
                .containsAll(keys(languages[0]).stream()
                        .filter(key -> !key.contains(".one"))
                        .toList());
    }

    private static Set<String> keys(String texts) {
        return Pattern.compile("^ {4,6}('[\\w.]+'|\\w+): ['\"]", Pattern.MULTILINE)
                .matcher(texts)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void everyFileOfThePagesIsServed() throws IOException {
        for (String page : new String[] {"/", "/channels/"}) {
            List<String> links = Pattern.compile("(?:src|href)=\"([^\"]+\\.(?:js|css|svg))\"")
                    .matcher(get(page).text())
                    .results()
                    .map(match -> URI.create(page).resolve(match.group(1)).getPath())
                    .toList();
            assertThat(links).isNotEmpty().isSubsetOf(FILES);
        }
    }

    @Test
    void servesGzipWithItsOwnEntityTagIfTheClientAcceptsIt() throws IOException {
        for (String file : FILES) {
            Answer plain = get(file);
            Answer gzipped = get(file, "Accept-Encoding: gzip, deflate, br, zstd");
            assertThat(gzipped.text()).as(file).isEqualTo(plain.text());
            assertThat(gzipped.isGzipped()).isTrue();
            assertThat(plain.isGzipped()).isFalse();
            assertThat(gzipped.body().length).isLessThan(plain.body().length);
            assertThat(gzipped.header("etag"))
                    .isNotEqualTo(plain.header("etag"))
                    .matches("\"[\\w-]{22}-gzip\"");
            assertThat(plain.header("vary")).isEqualTo("Accept-Encoding");
            assertThat(gzipped.header("vary")).isEqualTo("Accept-Encoding");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZip",
                "x-gzip",
                "*",
                "br , gzip",
                "gzip;q=0.001",
                "gzip ; q=0.5",
                "gzip;Q=1.000",
                "identity;q=0.5, gzip;q=0.5",
                "identity;q=0, *",
                "br;q=x, gzip",
                "br\r\nAccept-Encoding: gzip"
            })
    void usesGzipUnlessAnotherEncodingIsPreferred(String accepted) {
        assertThat(get("/chat.js", "Accept-Encoding: " + accepted).isGzipped()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "identity",
                "br",
                "gzip;q=0",
                "gzip;q=0.000",
                "*;q=0",
                "*, gzip;q=0",
                "gzip;q=0.5, identity",
                "gzip;q=0.2, identity;q=0.3",
                "gzip;q=2",
                "gzip;q=",
                "gzip2",
                "notgzip, deflate"
            })
    void usesNoGzipIfItIsRefusedOrNotNamed(String accepted) {
        assertThat(get("/chat.js", "Accept-Encoding: " + accepted).isGzipped()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%s", "W/%s", "*", "\"a\", %s", "\"a\",W/%s ,\"b\"", "\"a, b\", %s", "\"x\"\r\nIf-None-Match: %s"
            })
    void answers304IfTheEntityTagMatches(String pattern) {
        for (String encoding : new String[] {"identity", "gzip"}) {
            Answer whole = get("/chat.js", "Accept-Encoding: " + encoding);
            String value = pattern.replace("%s", whole.header("etag"));
            try (RawClient client = gateway.raw()) {
                String ask = "If-None-Match: " + value;
                Answer same = request(client, "GET /chat.js", "Accept-Encoding: " + encoding, ask);
                assertThat(same.head()).startsWith("HTTP/1.1 304 Not Modified\r\n");
                for (String header : new String[] {"etag", "cache-control", "vary", "content-security-policy"}) {
                    assertThat(same.header(header)).isNotEmpty().isEqualTo(whole.header(header));
                }
                assertThat(same.head().toLowerCase(Locale.ROOT))
                        .doesNotContain("content-length", "content-encoding", "content-type:", "transfer-encoding");
                assertThat(undated(request(client, "HEAD /chat.js", "Accept-Encoding: " + encoding, ask)))
                        .isEqualTo(undated(same));
                assertThat(request(client, "GET /chat.js").head()).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    /** Drops the date, which may change between two responses. */
    private static String undated(Answer answer) {
        return answer.head().replaceFirst("(?i)\r\ndate: [^\r]*", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "\"*\"", "*, *", "%bare", "\"x%bare\"", "\"%bare", "'%bare'", "W/\"x\", \"y\""})
    void anyOtherEntityTagGetsTheWholeFile(String pattern) {
        String tag = get("/chat.js").header("etag");
        String value = pattern.replace("%bare", tag.substring(1, tag.length() - 1));
        assertThat(get("/chat.js", "If-None-Match: " + value).head()).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void theEntityTagOfOneEncodingDoesNotMatchTheOther() {
        String gzipped = get("/chat.js", "Accept-Encoding: gzip").header("etag");
        assertThat(get("/chat.js", "If-None-Match: " + gzipped).head()).startsWith("HTTP/1.1 200 ");
        assertThat(get("/chat.js", "If-None-Match: " + gzipped, "Accept-Encoding: gzip")
                        .head())
                .startsWith("HTTP/1.1 304 ");
    }

    @Test
    void aPageForAnotherPathHasAnotherEntityTag() {
        try (GatewayFixture another = GatewayFixture.start(options -> {
                    options.listeners.page = true;
                    options.listeners.path = List.of("/release/other");
                });
                RawClient client = another.raw()) {
            String tag = get("/").header("etag");
            String script = get("/chat.js").header("etag");
            assertThat(request(client, "GET /").header("etag")).isNotEqualTo(tag);
            assertThat(request(client, "GET /chat.js").header("etag")).isEqualTo(script);
            assertThat(request(client, "GET /", "If-None-Match: " + tag).head()).startsWith("HTTP/1.1 200 ");
        }
    }
}
