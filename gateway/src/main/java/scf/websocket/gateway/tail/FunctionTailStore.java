package scf.websocket.gateway.tail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import scf.websocket.event.ExtensionFields;
import scf.websocket.gateway.extension.AnnouncedEvent;
import scf.websocket.gateway.extension.Extensions;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.route.Api;

/** Asks the transmission function, by an event without a connection. */
final class FunctionTailStore implements TailStore {
    private final Function<String, Optional<Api>> apis;
    private final Supplier<Extensions> extensions;
    private final TailAnswerParser parser;
    private final GatewayMetrics metrics;

    FunctionTailStore(
            Function<String, Optional<Api>> apis,
            Supplier<Extensions> extensions,
            int maxMessageBytes,
            GatewayMetrics metrics) {
        this.apis = apis;
        this.extensions = extensions;
        this.parser = new TailAnswerParser(maxMessageBytes);
        this.metrics = metrics;
    }

    @Override
    public CompletionStage<List<TailAnswer>> pull(String apiId, List<TailPull> pulls) {
        Optional<Api> found = apis.apply(apiId);
        if (found.isEmpty()) {
            return CompletableFuture.failedFuture(new PullFailure("the API is no route any more"));
        }
        Api api = found.get();
        AnnouncedEvent event = extensions.get().announce(TailEvent.write(pulls), null, null);
        api.usage().begin();
        return PortCall.of(() -> api.transmission().invoke(event.bytes()))
                .whenComplete((outcome, failure) -> api.usage().end())
                .thenApply(outcome -> answers(apiId, event, outcome));
    }

    private List<TailAnswer> answers(String apiId, AnnouncedEvent event, InvocationOutcome outcome) {
        if (!(outcome instanceof InvocationOutcome.Answered answered)) {
            throw new PullFailure(outcome.toString());
        }
        if (answered.body().length > ExtensionFields.MAX_TAILS_BYTES) {
            throw new PullFailure("its answer is larger than " + ExtensionFields.MAX_TAILS_BYTES + " bytes");
        }
        List<byte[]> tails = extensions
                .get()
                .read(apiId, "", answered.body(), event)
                .extensions()
                .tails();
        if (tails.isEmpty()) {
            throw new PullFailure("its answer has no tails");
        }
        List<TailAnswer> answers = new ArrayList<>();
        for (byte[] tail : tails) {
            parser.parse(tail).ifPresentOrElse(answers::add, () -> metrics.extensionsIgnored("malformed-tail"));
        }
        return answers;
    }
}
