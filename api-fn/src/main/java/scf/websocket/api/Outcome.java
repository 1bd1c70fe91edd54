package scf.websocket.api;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.channels.ChannelException;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.channels.store.ChannelBusyException;
import scf.websocket.connection.StoreUnavailableException;
import scf.websocket.event.Utf8;

/** The result of a command or its error. Immutable. */
final class Outcome {
    private static final Logger LOG = LoggerFactory.getLogger("scf.websocket.api");

    private final @Nullable String result;
    private final @Nullable ApiException error;

    private Outcome(@Nullable String result, @Nullable ApiException error) {
        this.result = result;
        this.error = error;
    }

    static Outcome error(ApiException error) {
        return new Outcome(null, error);
    }

    /** Runs a command, unless the time of the request is over. Logs failures of ours and of the database. */
    static Outcome of(ApiServices services, Supplier<String> command) {
        try {
            if (services.deadline.isOver()) {
                return error(ApiException.of(ProtocolError.INTERNAL, "the time of the request is over"));
            }
            return new Outcome(command.get(), null);
        } catch (ApiException e) {
            return error(e);
        } catch (ChannelException e) {
            return error(ApiException.of(e.error()));
        } catch (ChannelBusyException e) {
            return error(ApiException.of(ProtocolError.TOO_MANY_REQUESTS));
        } catch (StoreUnavailableException e) {
            LOG.error("a command failed: {}", e.getMessage());
        } catch (RuntimeException e) {
            // Without the message, which may quote the request.
            LOG.error(
                    "a command failed: {} at {}",
                    e.getClass().getName(),
                    e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
        }
        return error(ApiException.of(ProtocolError.INTERNAL));
    }

    /** Returns the result as JSON; null if there is an error. */
    @Nullable String result() {
        return result;
    }

    /** Returns null if there is a result. */
    @Nullable ApiException error() {
        return error;
    }

    /** Returns the size of the result. */
    int bytes() {
        return result == null ? 0 : Utf8.encode(result).length;
    }
}
