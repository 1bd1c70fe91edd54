package scf.websocket.gateway.security;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/** Counts a failed TLS handshake of a connection by its reason. */
public final class TlsFailures extends ChannelInboundHandlerAdapter {
    /** The client started another handshake on an established connection. */
    static final String RENEGOTIATION = "renegotiation";

    /**
     * Text in the message of an alert or of an engine, and the reason that it stands for; the first match counts. Below
     * the JDK's words are BoringSSL's.
     */
    private static final String[][] WORDS = {
        {"fatal alert: protocol_version", "protocol-version"},
        {"protocol version", "protocol-version"},
        {"requested protocol", "protocol-version"},
        {"no cipher suites in common", "no-shared-cipher"},
        {"no available authentication scheme", "no-shared-cipher"},
        {"named group", "no-shared-cipher"},
        {"fatal alert: handshake_failure", "no-shared-cipher"},
        {"fatal alert: insufficient_security", "no-shared-cipher"},
        {"fatal alert: unknown_ca", "certificate-refused"},
        {"fatal alert: bad_certificate", "certificate-refused"},
        {"fatal alert: certificate_", "certificate-refused"},
        {"fatal alert: unsupported_certificate", "certificate-refused"},
        {"connection closed", "closed"},
        {"user_canceled", "closed"},
        {"close_notify", "closed"},
        {":unsupported_protocol", "protocol-version"},
        {"_alert_protocol_version", "protocol-version"},
        {":no_shared_cipher", "no-shared-cipher"},
        {":no_shared_group", "no-shared-cipher"},
        {":wrong_curve", "no-shared-cipher"},
        {":no_common_signature_algorithms", "no-shared-cipher"},
        {"_alert_handshake_failure", "no-shared-cipher"},
        {"_alert_insufficient_security", "no-shared-cipher"},
        {"_alert_unknown_ca", "certificate-refused"},
        {"_alert_bad_certificate", "certificate-refused"},
        {"_alert_certificate_", "certificate-refused"},
        {"_alert_unsupported_certificate", "certificate-refused"},
        {"_alert_user_cancelled", "closed"},
    };

    private final Consumer<String> counter;

    /** @param counter called with one of a fixed set of reasons */
    public TlsFailures(Consumer<String> counter) {
        this.counter = counter;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (!handshake.isSuccess()) {
                counter.accept(reason(handshake.cause()));
            }
            context.pipeline().remove(this);
        }
        context.fireUserEventTriggered(event);
    }

    static String reason(Throwable failure) {
        if (failure instanceof SslHandshakeTimeoutException) {
            return "timeout";
        }
        if (failure instanceof NotSslRecordException) {
            return "plain-http";
        }
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        for (String[] words : WORDS) {
            if (text.contains(words[0])) {
                return words[1];
            }
        }
        boolean lost = failure instanceof ClosedChannelException
                || (failure instanceof IOException && !(failure instanceof SSLException));
        return lost ? "closed" : "other";
    }
}
