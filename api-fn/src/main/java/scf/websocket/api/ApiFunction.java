package scf.websocket.api;

import com.qcloud.scf.runtime.Context;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import scf.websocket.app.WebSocketApp;
import scf.websocket.channels.Channels;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;
import scf.websocket.config.SettingsException;
import scf.websocket.connection.ConnectionStore;
import scf.websocket.function.HandlerServices;
import scf.websocket.function.Invocation;
import scf.websocket.push.HttpReversePush;

/**
 * Handler {@code scf.websocket.api.ApiFunction::mainHandler}, for a Function URL, an HTTP trigger, or our gateway's
 * {@code --api}: Centrifugo's server API over the channels. Thread-safe.
 */
public final class ApiFunction implements AutoCloseable {
    private final HandlerServices services;
    private final Channels channels;
    private final ApiKeys keys;

    /**
     * For the runtime: creates the services from the environment.
     *
     * @throws SettingsException naming the variable that is missing or malformed
     */
    public ApiFunction() {
        this(Settings.fromEnvironment());
    }

    /**
     * For tests.
     *
     * @throws SettingsException naming the variable that is missing or malformed
     */
    public ApiFunction(Settings settings) {
        this.keys = ApiKeys.of(settings.text(Setting.API_KEY));
        settings.text(Setting.PUSH_URL);
        ConnectionStore store = HandlerServices.store(settings);
        boolean isReady = false;
        try {
            // Before the store connects: afterwards, its pool cannot be shared any more.
            this.channels = Channels.of(settings, database(store), Clock.systemUTC(), System::nanoTime);
            // The application of the other functions is none of this one.
            this.services = HandlerServices.of(
                            new WebSocketApp() {}, store, HttpReversePush.of(settings, System::nanoTime))
                    .warmedUp();
            isReady = true;
        } finally {
            if (!isReady) {
                store.close();
            }
        }
    }

    private static DataSource database(ConnectionStore store) {
        Optional<DataSource> database = store.shared(DataSource.class);
        return database.orElseThrow(() ->
                new SettingsException(Setting.CONNECTION_STORE.name(), "should be mysql: channels need a database."));
    }

    /** Answers a request. Never throws. */
    public HttpReply mainHandler(@Nullable HttpEvent event, @Nullable Context context) {
        return Invocation.run(
                        "api",
                        services,
                        context,
                        invocation -> ApiOutcome.of(answer(event == null ? new HttpEvent() : event, invocation)),
                        ApiOutcome::failed)
                .reply();
    }

    /**
     * Answers the request, or the one in its body: a gateway that calls this function by its Function URL posts the event
     * there, and reads a whole response in the body of the answer.
     */
    private HttpReply answer(HttpEvent event, Invocation invocation) {
        Optional<HttpEvent> posted = JsonHttpEvent.in(event);
        return posted.isPresent()
                ? HttpReply.of(200, JsonAnswers.http(answerRequest(posted.get(), invocation)))
                : answerRequest(event, invocation);
    }

    private HttpReply answerRequest(HttpEvent event, Invocation invocation) {
        try {
            Api api = new Api(new ApiServices(channels, services.store(), invocation.deadline()));
            HttpReply reply = api.answer(ApiRequest.of(event, keys));
            invocation.note("commands", api.commands());
            invocation.note("errors", api.errors());
            return reply;
        } catch (HttpRefusal e) {
            invocation.note("status", e.reply().getStatusCode());
            return e.reply();
        }
    }

    /** Closes the services that the constructor created. */
    @Override
    public void close() {
        channels.close();
        services.close();
    }
}
