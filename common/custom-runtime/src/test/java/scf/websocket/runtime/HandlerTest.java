package scf.websocket.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.qcloud.scf.runtime.Context;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import scf.websocket.event.ErrorNumber;
import scf.websocket.event.EventReply;
import scf.websocket.event.Reply;
import scf.websocket.event.WebSocketEvent;

class HandlerTest {
    /** Public, as the runtime requires. */
    public static final class Functions {
        public Reply hidden(WebSocketEvent event, Context context) {
            return () -> 0;
        }

        public EventReply echo(WebSocketEvent event, Context context) {
            return EventReply.of(
                    ErrorNumber.OK,
                    event.getContext() + " " + context.getRequestId() + " " + context.getTimeLimitInMs() + " "
                            + context.getMemoryLimitInMb());
        }

        public EventReply failing(WebSocketEvent event, Context context) {
            throw new IllegalStateException("quotes " + event.getContext());
        }

        public EventReply silent(WebSocketEvent event, Context context) {
            return null;
        }

        public EventReply huge(WebSocketEvent event, Context context) {
            return EventReply.of(ErrorNumber.OK, "x".repeat(RuntimeApi.MAX_BYTES));
        }

        public String text(String event, Context context) {
            return event;
        }
    }

    public static final class Unconfigured {
        public Unconfigured() {
            throw new IllegalStateException("DB_HOST is missing");
        }
    }

    @Test
    void passesEventAndContextToTheMethodAndItsAnswerBack() throws Exception {
        byte[] answer = handler("echo").handle(event("{\"context\":\"hello\"}", 512, 5000));

        assertThat(text(answer)).isEqualTo("{\"errMsg\":\"hello request-1 5000 512\",\"errNo\":0}");
    }

    @Test
    void anEventThatIsNoObjectIsAnErrorThatDoesNotQuoteIt() throws Exception {
        Handler handler = handler("echo");
        for (String body : new String[] {"", "secret", "[]", "null", "{\"context\":"}) {
            assertThatThrownBy(() -> handler.handle(event(body, 0, 0)))
                    .isInstanceOf(InvocationFailure.class)
                    .hasMessage("the event is not a JSON object");
        }
    }

    @Test
    void anExceptionOfTheFunctionIsAnErrorThatNamesOnlyItsClass() throws Exception {
        assertThatThrownBy(() -> handler("failing").handle(event("{\"context\":\"secret\"}", 0, 0)))
                .isInstanceOf(InvocationFailure.class)
                .hasMessage("the function threw java.lang.IllegalStateException");
    }

    @Test
    void noAnswerIsAnError() {
        assertThatThrownBy(() -> handler("silent").handle(event("{}", 0, 0)))
                .isInstanceOf(InvocationFailure.class)
                .hasMessage("the function returned nothing");
    }

    @Test
    void whatExceedsTheLimitOfThePlatformIsAnError() {
        assertThatThrownBy(() -> handler("huge").handle(event("{}", 0, 0)))
                .isInstanceOf(InvocationFailure.class)
                .hasMessageContaining("the answer of 6291");
        assertThatThrownBy(() -> handler("echo").handle(new RuntimeEvent("", 0, 0, new byte[0], true)))
                .isInstanceOf(InvocationFailure.class)
                .hasMessageStartingWith("the event is larger than");
    }

    @Test
    void anAnswerThatCannotBeWrittenIsAnErrorOfTheInvocation() {
        assertThatThrownBy(() -> handler("hidden").handle(event("{}", 0, 0)))
                .isInstanceOf(InvocationFailure.class)
                .hasMessageStartingWith("the answer cannot be written: ");
    }

    @Test
    void aHandlerThatCannotRunIsNamedAtTheStart() {
        assertThatThrownBy(() -> handler("text"))
                .isInstanceOf(RuntimeFailure.class)
                .hasMessageContaining("Functions::text is no method that takes a WebSocketEvent");
        assertThatThrownBy(() -> Handler.load(new HandlerName("no.such.Function", "main")))
                .isInstanceOf(RuntimeFailure.class)
                .hasMessageContaining("no.such.Function::main cannot be loaded");
        assertThatThrownBy(() -> Handler.load(new HandlerName(Unconfigured.class.getName(), "main")))
                .isInstanceOf(RuntimeFailure.class)
                .hasMessageContaining("DB_HOST is missing");
    }

    private static Handler handler(String method) {
        return Handler.load(new HandlerName(Functions.class.getName(), method));
    }

    private static RuntimeEvent event(String json, int memoryMb, int millis) {
        return new RuntimeEvent("request-1", memoryMb, millis, json.getBytes(StandardCharsets.UTF_8), false);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
