package scf.websocket.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import scf.websocket.gateway.invoke.FunctionTarget;
import scf.websocket.gateway.options.GatewayOptions;
import scf.websocket.gateway.testing.FunctionServer;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.TestClient;

/** A gateway on free loopback ports, with its functions behind HTTP. */
final class GatewayFixture implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final FunctionServer functions;
    final Gateway gateway;
    private final GatewayOptions options = new GatewayOptions();

    private GatewayFixture(FunctionServer functions, Consumer<GatewayOptions> settings, LongSupplier nanoTime) {
        this.functions = functions;
        options.listeners.host = "127.0.0.1";
        options.listeners.port = 0;
        options.push.ports = List.of(0);
        // The host name that many tests and some functions use.
        options.push.hosts = List.of("x");
        options.functions.register = FunctionTarget.parse(functions.url("register"));
        options.functions.transmission = FunctionTarget.parse(functions.url("transmission"));
        options.functions.cleanup = FunctionTarget.parse(functions.url("cleanup"));
        settings.accept(options);
        options.check();
        gateway = new Gateway(options, nanoTime, Clock.systemUTC());
        try {
            gateway.start();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    static GatewayFixture start() {
        return start(options -> {});
    }

    static GatewayFixture start(Consumer<GatewayOptions> settings) {
        return start(settings, System::nanoTime);
    }

    /** @param nanoTime the clock of the health check of register functions */
    static GatewayFixture start(Consumer<GatewayOptions> settings, LongSupplier nanoTime) {
        return new GatewayFixture(new FunctionServer(), settings, nanoTime);
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + gateway.publicPort()
                + options.listeners.paths().get(0).example());
    }

    TestClient connect(String... subprotocols) {
        return TestClient.connect(uri(), subprotocols);
    }

    RawClient raw() {
        return new RawClient(gateway.publicPort());
    }

    /** Returns the id of the connection with that index, in the order of opening. */
    String id(int index) {
        return functions
                .registers()
                .get(index)
                .path("websocket")
                .path("secConnectionID")
                .textValue();
    }

    HttpResponse<String> push(String body) {
        return post("/" + options.listeners.apiId, body);
    }

    HttpResponse<String> sendText(String id, String text) {
        return push("{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"" + id
                + "\",\"dataType\":\"text\",\"data\":\"" + text + "\"}}");
    }

    HttpResponse<String> post(String path, String body) {
        return send(
                internal(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    HttpResponse<String> get(String path) {
        return send(internal(path).GET().build());
    }

    HttpRequest.Builder internal(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.pushPort() + path));
    }

    HttpResponse<String> send(HttpRequest request) {
        return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
    }

    @Override
    public void close() {
        gateway.close();
        functions.close();
    }
}
