package scf.websocket.gateway.group;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.session.EventLoopTasks;
import scf.websocket.gateway.session.LiveConnection;

/** Applies an action to recipients, in one task for each event loop. Used once, by one thread. */
final class GroupDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(GroupDelivery.class);

    private final Set<String> except;
    private final MemberAction action;
    private final AtomicInteger delivered = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    private final EventLoopTasks tasks = new EventLoopTasks();

    /** @param except ids of connections that are left out */
    GroupDelivery(Set<String> except, MemberAction action) {
        this.except = except;
        this.action = action;
    }

    /** @param recipients called on the event loop */
    void start(Executor loop, Supplier<Collection<LiveConnection>> recipients) {
        tasks.start(loop, () -> recipients.get().forEach(this::apply));
    }

    private void apply(LiveConnection recipient) {
        if (except.contains(recipient.id())) {
            return;
        }
        try {
            switch (action.apply(recipient)) {
                case DELIVERED -> delivered.incrementAndGet();
                case SLOW -> failed.incrementAndGet();
                case GONE -> {}
            }
        } catch (RuntimeException | Error e) {
            LOG.error("a push to {} failed", recipient.id(), e);
            failed.incrementAndGet();
        }
    }

    /** Call it after the last {@link #start}; completes when every loop has finished. */
    CompletionStage<GroupCounts> counts() {
        return tasks.ended().thenApply(all -> new GroupCounts(delivered.get(), failed.get(), true));
    }
}
