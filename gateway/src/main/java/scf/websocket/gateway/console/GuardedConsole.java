package scf.websocket.gateway.console;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import scf.websocket.gateway.http.GuardedEndpoints;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.http.RequestHead;
import scf.websocket.gateway.http.StaticContent;
import scf.websocket.gateway.limit.BodyBudget;

/** The page of the console and what it asks for, beside the other endpoints of the internal listener. Thread-safe. */
public final class GuardedConsole implements GuardedEndpoints {
    private static final String ROOT = "/console";
    private static final String PUSH = Console.PATH + "push";
    private static final int MAX_BODY_BYTES = 16 * 1024;

    private final Console console;
    private final Function<String, Optional<StaticContent>> page;
    private final int maxPushBytes;
    private final GuardedEndpoints others;

    /**
     * @param page the files of the page
     * @param maxPushBytes the limit for the body of a push
     */
    public GuardedConsole(
            Console console,
            Function<String, Optional<StaticContent>> page,
            int maxPushBytes,
            GuardedEndpoints others) {
        this.console = console;
        this.page = page;
        this.maxPushBytes = maxPushBytes;
        this.others = others;
    }

    @Override
    public Optional<HttpEndpoint> at(String path) {
        if (!isOfPage(path)) {
            return others.at(path);
        }
        return page.apply(path).<HttpEndpoint>map(GuardedConsole::file).or(() -> console.at(path));
    }

    private static HttpEndpoint file(StaticContent content) {
        return call -> CompletableFuture.completedFuture(
                call.method().equals(HttpMethod.GET) || call.method().equals(HttpMethod.HEAD)
                        ? content.answer(call.head().headers())
                        : HttpAnswer.json(HttpResponseStatus.METHOD_NOT_ALLOWED, 405, "a page is read with GET")
                                .with("Allow", "GET, HEAD"));
    }

    @Override
    public boolean isOfPage(String path) {
        return path.equals(ROOT) || path.startsWith(ROOT + "/");
    }

    @Override
    public Optional<HttpAnswer> refusal(RequestHead request) {
        if (!isOfPage(request.path())) {
            return others.refusal(request);
        }
        return request.path().startsWith(Console.PATH) ? console.refusal(request) : Optional.empty();
    }

    @Override
    public int maxBodyBytes(String path) {
        if (!isOfPage(path)) {
            return others.maxBodyBytes(path);
        }
        return path.equals(PUSH) ? maxPushBytes : MAX_BODY_BYTES;
    }

    @Override
    public BodyBudget budget() {
        return others.budget();
    }

    @Override
    public HttpAnswer noRoom() {
        return others.noRoom();
    }
}
