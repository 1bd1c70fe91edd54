package scf.websocket.gateway.invoke;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.Utf8;

/**
 * Invokes a function synchronously ({@code RequestResponse}) with the {@code Invoke} action of SCF's API. Success is an
 * {@code InvokeResult} of 0; the event is the {@code ClientContext}, the answer the {@code RetMsg}. Calls block threads
 * of {@link ScfService}; if all are busy and the queue is full, the outcome is {@link InvocationOutcome.Busy}.
 */
final class ScfInvoker implements FunctionInvoker {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ScfClient client;
    private final ExecutorService threads;
    private final FunctionTarget.Scf target;
    private final Duration timeLimit;
    private final LongSupplier nanoTime;

    /** @param timeLimit for one call; SCF also enforces the function's own timeout */
    ScfInvoker(
            ScfClient client,
            ExecutorService threads,
            FunctionTarget.Scf target,
            Duration timeLimit,
            LongSupplier nanoTime) {
        this.client = client;
        this.threads = threads;
        this.target = target;
        this.timeLimit = timeLimit;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletionStage<InvocationOutcome> invoke(byte[] event) {
        Call call = new Call(event);
        try {
            threads.execute(call);
        } catch (RejectedExecutionException e) {
            call.outcome.complete(new InvocationOutcome.Busy());
        }
        return call.outcome;
    }

    /** One call. Its timeout includes the time in the queue. */
    private final class Call implements Runnable {
        private final byte[] event;
        private final long deadline = nanoTime.getAsLong() + timeLimit.toNanos();
        private final AtomicBoolean begun = new AtomicBoolean();
        private final CompletableFuture<InvocationOutcome> outcome = new CompletableFuture<>();

        Call(byte[] event) {
            this.event = event;
            CompletableFuture<Boolean> timer = new CompletableFuture<>();
            timer.completeOnTimeout(true, timeLimit.toMillis(), TimeUnit.MILLISECONDS)
                    .thenAccept(this::timeIsUp);
            outcome.whenComplete((result, failure) -> timer.complete(false));
        }

        private void timeIsUp(boolean up) {
            if (!up) {
                return;
            }
            outcome.complete(begun.getAndSet(true) ? new InvocationOutcome.TimedOut() : new InvocationOutcome.Busy());
        }

        @Override
        public void run() {
            if (begun.getAndSet(true)) {
                return;
            }
            Duration left = Duration.ofNanos(Math.max(1_000_000, deadline - nanoTime.getAsLong()));
            outcome.complete(call(event, left));
        }
    }

    private InvocationOutcome call(byte[] event, Duration left) {
        AtomicBoolean sent = new AtomicBoolean();
        try {
            return outcome(client.call(target.region(), "Invoke", parameters(event), left, sent));
        } catch (TencentCloudSDKException e) {
            return failed(e, sent.get());
        } catch (IllegalStateException e) {
            return new InvocationOutcome.Unreachable(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return new InvocationOutcome.Failed(
                    "the call failed: " + e.getClass().getName(), sent.get());
        }
    }

    private String parameters(byte[] event) {
        ObjectNode parameters = MAPPER.createObjectNode();
        parameters.put("FunctionName", target.function());
        parameters.put("Namespace", target.namespace());
        if (target.qualifier() != null) {
            parameters.put("Qualifier", target.qualifier());
        }
        parameters.put("InvocationType", "RequestResponse");
        parameters.put("ClientContext", new String(event, StandardCharsets.UTF_8));
        return parameters.toString();
    }

    private static InvocationOutcome outcome(String answer) {
        JsonNode result;
        try {
            result = MAPPER.readTree(answer).path("Response").path("Result");
        } catch (JsonProcessingException e) {
            return new InvocationOutcome.Failed("the API's answer is not JSON", true);
        }
        JsonNode invokeResult = result.path("InvokeResult");
        if (!invokeResult.isIntegralNumber()) {
            return new InvocationOutcome.Failed("the API's answer has no InvokeResult", true);
        }
        if (invokeResult.longValue() != 0) {
            // Not the ErrMsg, because an exception may quote the event. The request id finds it in the function's log.
            return new InvocationOutcome.Failed("InvokeResult " + invokeResult.longValue() + ", function request "
                    + result.path("FunctionRequestId").asText("unknown"));
        }
        return new InvocationOutcome.Answered(Utf8.encode(result.path("RetMsg").asText("")));
    }

    private static InvocationOutcome failed(TencentCloudSDKException failure, boolean sent) {
        if (timedOut(failure)) {
            return new InvocationOutcome.TimedOut();
        }
        String code = failure.getErrorCode();
        if (code != null && !code.isEmpty()) {
            return new InvocationOutcome.Unreachable(
                    "the API answered " + code + ", request " + failure.getRequestId());
        }
        return sent
                ? new InvocationOutcome.Failed("the API did not answer: " + failure.getMessage(), true)
                : new InvocationOutcome.Unreachable("the API cannot be called: " + failure.getMessage());
    }

    private static boolean timedOut(TencentCloudSDKException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedIOException) {
                return true;
            }
        }
        // Some versions of the SDK keep only the name of the cause.
        String message = failure.getMessage();
        return message != null
                && (message.startsWith("java.io.InterruptedIOException")
                        || message.startsWith("java.net.SocketTimeoutException"));
    }

    @Override
    public void close() {
        // The service owns the client and the threads.
    }
}
