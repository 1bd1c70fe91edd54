package scf.websocket.gateway.options;

import picocli.CommandLine.Mixin;

/**
 * The command line. Every option is also an environment variable: {@code --push-port} is {@code GATEWAY_PUSH_PORT}. The
 * parser sets the fields, {@link #check} validates them, and then they are only read.
 */
public final class GatewayOptions {
    @Mixin
    public final FunctionOptions functions = new FunctionOptions();

    @Mixin
    public final HttpApiOptions httpApi = new HttpApiOptions();

    @Mixin
    public final InvocationOptions invocations = new InvocationOptions();

    @Mixin
    public final ListenerOptions listeners = new ListenerOptions();

    @Mixin
    public final PushOptions push = new PushOptions();

    @Mixin
    public final AdminOptions admin = new AdminOptions();

    @Mixin
    public final ConsoleOptions console = new ConsoleOptions();

    @Mixin
    public final ConnectionOptions connections = new ConnectionOptions();

    @Mixin
    public final LimitOptions limits = new LimitOptions();

    @Mixin
    public final SecurityOptions security = new SecurityOptions();

    @Mixin
    public final JournalOptions journal = new JournalOptions();

    @Mixin
    public final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    public final OperationOptions operation = new OperationOptions();

    /** Limit on queued data from all clients. */
    public long waitingBytes() {
        return limits.waitingBytes(connections.maxMessage, Runtime.getRuntime().maxMemory());
    }

    /** Limit on unsent data to all clients. */
    public long unsentBytes() {
        return limits.unsentBytes(Runtime.getRuntime().maxMemory());
    }

    /** @throws IllegalArgumentException for the first invalid option; the message names it */
    public void check() {
        functions.check();
        if (invocations.routes == null) {
            functions.checkTargets();
        }
        httpApi.check(operation.strict);
        invocations.check(operation.strict);
        listeners.check();
        push.check(listeners);
        admin.check(push);
        console.check(push);
        connections.check(operation.strict);
        limits.check(connections.maxMessage, Runtime.getRuntime().maxMemory());
        if (invocations.routes == null) {
            security.checkCookies(security.allowOrigin);
        }
        security.check(operation.strict);
        journal.check();
        cluster.check(connections.maxMessage);
        operation.check();
    }
}
