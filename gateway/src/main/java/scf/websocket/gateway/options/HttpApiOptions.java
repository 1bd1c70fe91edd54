package scf.websocket.gateway.options;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import scf.websocket.gateway.invoke.FunctionTarget;
import scf.websocket.gateway.invoke.InvokerPool;
import scf.websocket.gateway.metrics.FunctionKind;

/** Options for the HTTP API of back ends. */
public final class HttpApiOptions {
    @Option(
            names = "--api",
            paramLabel = "TARGET|none",
            description = "Function for requests of back ends to /api/METHOD on the internal listener, such as"
                    + " scf.websocket.api.ApiFunction::mainHandler, which serves Centrifugo's server API. It gets each"
                    + " request as a Function URL would pass it, and checks the key. Default: none, 404.")
    public @Nullable FunctionTarget api;

    @Option(
            names = "--api-timeout",
            paramLabel = "SECONDS",
            description = "Timeout of the function of --api; after it the back end gets 504. Default: 10.")
    public int apiTimeout = 10;

    @Option(
            names = "--public-api",
            description = "Serve --api on the public listener too: for back ends that can reach no other.")
    public boolean publicApi;

    void check(boolean strict) {
        Bounds.between("--api-timeout", apiTimeout, 1, 900);
        boolean isServed = key() != null;
        if (isServed && strict) {
            throw new IllegalArgumentException(
                    "--api and --strict contradict each other: Tencent documents no such API");
        }
        if (publicApi && !isServed) {
            throw new IllegalArgumentException("--public-api needs --api, the function to call");
        }
    }

    /** Returns the function and its timeout; null if there is no API. */
    public InvokerPool.@Nullable Key key() {
        return api == null || api instanceof FunctionTarget.None
                ? null
                : new InvokerPool.Key(FunctionKind.HTTP_API, api, Duration.ofSeconds(apiTimeout));
    }
}
