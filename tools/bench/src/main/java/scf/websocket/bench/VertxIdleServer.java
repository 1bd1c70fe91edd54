package scf.websocket.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An echo server on Vert.x as its documentation shows it, with one event loop a core and compression off.
 *
 * <p>Prints {@code listening PORT} and runs until it is killed.
 */
public final class VertxIdleServer extends VerticleBase {
    // A negative port is one free port, shared by all instances.
    private static final HttpServerOptions OPTIONS = new HttpServerOptions()
            .setHost("127.0.0.1")
            .setPort(-1)
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false);

    private final CompletableFuture<Integer> port;

    private VertxIdleServer(CompletableFuture<Integer> port) {
        this.port = port;
    }

    public static void main(String[] arguments) {
        start(Vertx.vertx()).whenComplete((port, failure) -> {
            if (failure != null) {
                failure.printStackTrace();
                System.exit(1);
            }
            System.out.println("listening " + port);
        });
    }

    /** The port, once all event loops listen. */
    static CompletionStage<Integer> start(Vertx vertx) {
        CompletableFuture<Integer> port = new CompletableFuture<>();
        DeploymentOptions each =
                new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        return vertx.deployVerticle(() -> new VertxIdleServer(port), each)
                .toCompletionStage()
                .thenCompose(deployed -> port);
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer(OPTIONS)
                .webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage))
                .listen()
                .onSuccess(server -> port.complete(server.actualPort()));
    }
}
