package scf.websocket.testing.cos;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A double of one COS bucket on a real socket: the operations that the store uses, with the limits of COS and a check of every signature.
 * Can be made to fail. Thread-safe.
 */
public final class CosServer implements AutoCloseable {
    public static final String BUCKET = "example-1250000000";
    public static final String REGION = "ap-guangzhou";

    private static final int MAX_KEYS = 1000;

    static {
        // Without this, each answer waits 40 ms for the acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** Replaces an answer. */
    private interface Fault {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** The temporary credentials of a role. */
    public record Credentials(String id, String key, String token) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Clock clock;
    private final ConcurrentNavigableMap<String, Instant> objects = new ConcurrentSkipListMap<>();
    private final List<String> requests = new ArrayList<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private volatile Credentials credentials = new Credentials("AKIDfirst", "secret-key-first", "session-token-first");
    private volatile int longestList = MAX_KEYS;

    /** @param clock for the times of objects */
    public CosServer(Clock clock) {
        this.clock = clock;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** The environment for a function that uses it, with further variables. */
    public Map<String, String> environment(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "CONNECTION_STORE",
                "cos",
                "COS_BUCKET",
                BUCKET,
                "TENCENTCLOUD_REGION",
                REGION,
                "COS_ENDPOINT",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "TENCENTCLOUD_SECRETID",
                credentials.id(),
                "TENCENTCLOUD_SECRETKEY",
                credentials.key(),
                "TENCENTCLOUD_SESSIONTOKEN",
                credentials.token()));
        environment.putAll(more);
        return environment;
    }

    /** Replaces the valid credentials. */
    public void rotate() {
        credentials = new Credentials("AKIDsecond", "secret-key-second", "session-token-second");
    }

    public Credentials credentials() {
        return credentials;
    }

    /** Stores an object. */
    public void put(String key) {
        objects.put(key, clock.instant());
    }

    /** Stores a connection as the store would. */
    public void add(String id) {
        put("connections/" + HexFormat.of().formatHex(id.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The keys of all objects, sorted. */
    public List<String> keys() {
        return List.copyOf(objects.keySet());
    }

    /** Limits lists to this number of objects, whatever the request says, as COS may do. */
    public void longestList(int number) {
        longestList = number;
    }

    /** Method and target of each request so far, such as {@code "DELETE /connections/61"}. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    public synchronized void forget() {
        requests.clear();
    }

    /** Answers the next request with this error. */
    public synchronized void failNext(int status, String code) {
        faults.add(exchange -> error(exchange, status, code));
    }

    /** Closes the connection of the next request without an answer. */
    public synchronized void dropNext() {
        faults.add(HttpExchange::close);
    }

    /** Holds the answer to the next request until this is closed. */
    public synchronized void stallNext() {
        faults.add(exchange -> closed(Long.MAX_VALUE));
    }

    /** Answers the next request byte by byte, each within the time-out, without end. */
    public synchronized void dripNext() {
        faults.add(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            do {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            } while (!closed(20));
        });
    }

    /** Whether this is closed, which is waited for so long. */
    private boolean closed(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Fault fault = record(exchange);
            if (fault != null) {
                fault.answer(exchange);
            } else if (allowed(exchange)) {
                answer(exchange, body);
            }
        } finally {
            exchange.close();
        }
    }

    private synchronized Fault record(HttpExchange exchange) {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        return faults.poll();
    }

    private boolean allowed(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        String query = exchange.getRequestURI().getRawQuery();
        List<String> mustBeSigned = headers.keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.equals("host") || name.equals("content-md5") || name.startsWith("x-cos-copy"))
                .collect(Collectors.toList());
        String problem = CosSignature.problem(
                exchange.getRequestMethod(),
                path(exchange),
                query == null ? "" : query,
                headers::getFirst,
                mustBeSigned,
                credentials.id(),
                credentials.key());
        if (problem != null) {
            error(exchange, 403, "SignatureDoesNotMatch");
            return false;
        } else if (!credentials.token().equals(headers.getFirst("x-cos-security-token"))) {
            error(exchange, 403, "AccessDenied");
            return false;
        }
        return true;
    }

    private void answer(HttpExchange exchange, byte[] body) throws IOException {
        Map<String, String> query = query(exchange);
        String key = path(exchange).substring(1);
        switch (exchange.getRequestMethod()) {
            case "GET" -> list(exchange, query);
            case "HEAD" -> empty(exchange, objects.containsKey(key) ? 200 : 404);
            case "DELETE" -> {
                objects.remove(key);
                empty(exchange, 204);
            }
            case "POST" -> deleteAll(exchange, body);
            case "PUT" -> store(exchange, key);
            default -> error(exchange, 405, "MethodNotAllowed");
        }
    }

    private void store(HttpExchange exchange, String key) throws IOException {
        String source = exchange.getRequestHeaders().getFirst("x-cos-copy-source");
        if (source == null) {
            put(key);
            exchange.getResponseHeaders().set("ETag", "\"d41d8cd98f00b204e9800998ecf8427e\"");
            empty(exchange, 200);
            return;
        }
        boolean itself = source.equals(BUCKET + ".cos." + REGION + ".myqcloud.com/" + key);
        String directive = exchange.getRequestHeaders().getFirst("x-cos-metadata-directive");
        if (!itself || !"Replaced".equals(directive)) {
            error(exchange, 400, "InvalidRequest");
        } else if (objects.computeIfPresent(key, (same, time) -> clock.instant()) == null) {
            error(exchange, 404, "NoSuchKey");
        } else {
            xml(
                    exchange,
                    200,
                    "<CopyObjectResult><ETag>\"d41d\"</ETag><LastModified>" + time(clock.instant())
                            + "</LastModified></CopyObjectResult>");
        }
    }

    private void list(HttpExchange exchange, Map<String, String> query) throws IOException {
        String prefix = query.getOrDefault("prefix", "");
        int most = Math.min(longestList, Integer.parseInt(query.getOrDefault("max-keys", "1000")));
        StringBuilder xml = new StringBuilder("<ListBucketResult>");
        int found = 0;
        String last = null;
        boolean truncated = false;
        for (Map.Entry<String, Instant> object :
                objects.tailMap(query.getOrDefault("marker", ""), false).entrySet()) {
            if (object.getKey().startsWith(prefix)) {
                if (found == Math.min(most, MAX_KEYS)) {
                    truncated = true;
                    break;
                }
                found++;
                last = object.getKey();
                xml.append("<Contents><Key>").append(last).append("</Key><LastModified>");
                xml.append(time(object.getValue())).append("</LastModified><ETag>\"d41d\"</ETag><Size>0</Size>");
                xml.append("<StorageClass>STANDARD</StorageClass></Contents>");
            }
        }
        xml.append("<IsTruncated>").append(truncated).append("</IsTruncated>");
        if (truncated) {
            xml.append("<NextMarker>").append(last).append("</NextMarker>");
        }
        xml(exchange, 200, xml.append("</ListBucketResult>").toString());
    }

    private void deleteAll(HttpExchange exchange, byte[] body) throws IOException {
        String md5 = exchange.getRequestHeaders().getFirst("Content-MD5");
        List<String> keys = Pattern.compile("<Key>([^<]*)</Key>")
                .matcher(new String(body, StandardCharsets.UTF_8))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toList());
        if (!"delete".equals(exchange.getRequestURI().getRawQuery())
                || !CosSignature.md5(body).equals(md5)) {
            error(exchange, 400, "InvalidDigest");
        } else if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            error(exchange, 400, "MalformedXML");
        } else {
            objects.keySet().removeAll(keys);
            xml(exchange, 200, "<DeleteResult></DeleteResult>");
        }
    }

    private static String path(HttpExchange exchange) {
        return exchange.getRequestURI().getPath();
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            String[] sides = pair.split("=", 2);
            query.put(sides[0], sides.length == 1 ? "" : URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    /** The format of COS, whose milliseconds are always 0. */
    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ".000Z");
    }

    private static void empty(HttpExchange exchange, int status) throws IOException {
        exchange.getResponseHeaders().set("x-cos-request-id", "NjA4example");
        exchange.sendResponseHeaders(status, -1);
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            empty(exchange, status);
        } else {
            xml(
                    exchange,
                    status,
                    "<Error><Code>" + code + "</Code><Message>" + exchange.getRequestURI()
                            + "</Message><RequestId>NjA4example</RequestId></Error>");
        }
    }

    private static void xml(HttpExchange exchange, int status, String xml) throws IOException {
        byte[] bytes = ("<?xml version='1.0' encoding='utf-8' ?>" + xml).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.getResponseHeaders().set("x-cos-request-id", "NjA4example");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
