package scf.websocket.channels;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.config.ClientLimits;
import scf.websocket.channels.config.Operation;
import scf.websocket.channels.config.RateBucket;
import scf.websocket.channels.protocol.Command;
import scf.websocket.channels.protocol.ConnectRequest;
import scf.websocket.channels.protocol.HistoryRequest;
import scf.websocket.channels.protocol.PresenceRequest;
import scf.websocket.channels.protocol.PresenceStatsRequest;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.channels.protocol.PublishRequest;
import scf.websocket.channels.protocol.RefreshRequest;
import scf.websocket.channels.protocol.Request;
import scf.websocket.channels.protocol.RpcRequest;
import scf.websocket.channels.protocol.SubRefreshRequest;
import scf.websocket.channels.protocol.SubscribeRequest;

/**
 * Counts the commands of one frame, and the errors that they cause, and bounds the time that they take together. The
 * gateway keeps the buckets of a connection with the session: they cost no statement. Those of a user are in the store,
 * because the user's connections may be handled by different instances: a frame takes at once what its commands need,
 * with four statements for each bucket at most, however many commands it has. A command that one bucket refuses is
 * counted by those before it. Not thread-safe.
 */
final class CommandLimits {
    private static final Map<Class<? extends Request>, Operation> OPERATIONS = Map.of(
            ConnectRequest.class, Operation.CONNECT,
            SubscribeRequest.class, Operation.SUBSCRIBE,
            PublishRequest.class, Operation.PUBLISH,
            PresenceRequest.class, Operation.PRESENCE,
            PresenceStatsRequest.class, Operation.PRESENCE_STATS,
            HistoryRequest.class, Operation.HISTORY,
            RpcRequest.class, Operation.RPC,
            RefreshRequest.class, Operation.REFRESH,
            SubRefreshRequest.class, Operation.SUB_REFRESH);

    /** Less remaining time does not suffice for another command: the event would end without any reply. */
    private static final Duration LEAST_TIME = Duration.ofMillis(500);

    private final Services services;
    private final Exchange exchange;
    private final List<Command> commands;
    private final ClientLimits limits;

    /** What the frame has taken from the buckets of the user, and not used yet. */
    private final Map<RateBucket, Integer> taken = new HashMap<>();

    /** Of the current command. */
    private int index = -1;

    /** @param commands of the frame */
    CommandLimits(Services services, Exchange exchange, List<Command> commands) {
        this.services = services;
        this.exchange = exchange;
        this.commands = commands;
        this.limits = services.config.limits();
    }

    boolean hasNext() {
        return index + 1 < commands.size();
    }

    /** Moves on to the next command. */
    Command next() {
        index++;
        return commands.get(index);
    }

    /**
     * Counts the current command of a client that has signed in.
     *
     * @throws CommandRefusal if there are too many, or those before it in the frame have used up the time of the event
     */
    void count() {
        Operation operation = operation(commands.get(index));
        if (operation != null) {
            if (!hasTime()) {
                throw new CommandRefusal(ProtocolError.INTERNAL);
            }
            if (!takeOfConnection(limits.ofConnection().of(operation))) {
                throw new CommandRefusal(ProtocolError.TOO_MANY_REQUESTS);
            }
            countOfUser(operation, exchange.session().user());
        }
    }

    /** Returns whether there is time for a command. */
    boolean hasTime() {
        return exchange.hub().remaining().compareTo(LEAST_TIME) > 0;
    }

    /**
     * Counts a connect command.
     *
     * @throws CommandRefusal if there are too many of the user
     */
    void countConnect(String user) {
        countOfUser(Operation.CONNECT, user);
    }

    /** Counts an error, and returns whether there are too many. */
    boolean isTooMuch(ProtocolError error) {
        // The fault of the server.
        return !error.equals(ProtocolError.INTERNAL)
                && !takeOfConnection(limits.errors().total());
    }

    private static @Nullable Operation operation(Command command) {
        return OPERATIONS.get(command.request().getClass());
    }

    /** Takes one token from each bucket, or none at all. */
    private boolean takeOfConnection(List<RateBucket> buckets) {
        long now = TimeUnit.MILLISECONDS.toMicros(services.clock.millis());
        Session session = exchange.session();
        for (RateBucket bucket : buckets) {
            long due = Math.max(session.due(bucket.name()), now);
            if (bucket.room(due, now) < 1) {
                return false;
            }
            session = session.with(bucket.name(), due + bucket.cost(1), now);
        }
        if (!buckets.isEmpty()) {
            exchange.session(session);
        }
        return true;
    }

    private void countOfUser(Operation operation, String user) {
        // All anonymous clients together are not one user.
        for (RateBucket bucket :
                user.isEmpty() ? List.<RateBucket>of() : limits.ofUser().of(operation)) {
            int left = taken.computeIfAbsent(bucket, first -> services.users.take(user, first, upcoming(first)));
            if (left == 0) {
                throw new CommandRefusal(ProtocolError.TOO_MANY_REQUESTS);
            }
            taken.put(bucket, left - 1);
        }
    }

    /** Returns how many commands need the bucket, from the current one on. */
    private int upcoming(RateBucket bucket) {
        int count = 0;
        for (Command command : commands.subList(index, commands.size())) {
            Operation operation = operation(command);
            count += operation != null && limits.ofUser().of(operation).contains(bucket) ? 1 : 0;
        }
        return count;
    }
}
