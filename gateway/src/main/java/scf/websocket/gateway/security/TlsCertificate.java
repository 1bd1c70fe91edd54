package scf.websocket.gateway.security;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.limit.ByteBudget;
import scf.websocket.gateway.limit.Limit;

/**
 * The certificate of the public listener. Files that change are read again within {@value #WATCH_SECONDS} s, or at once by
 * {@link #reload}: handshakes from then on get the new certificate, connections that are open keep the old one. New files that
 * cannot be used change nothing, even if the old certificate has expired, and are logged; those that are not yet valid are used as
 * soon as they are. Thread-safe.
 */
public final class TlsCertificate {
    private static final int WATCH_SECONDS = 10;
    private static final int SECONDS_A_DAY = 24 * 3600;
    private static final Logger LOG = LoggerFactory.getLogger(TlsCertificate.class);

    /** What the files were like when they were read. */
    private record Stamp(FileTime certificate, FileTime key) {}

    /** What handshakes get. */
    private record Current(SslContext context, Instant expiry, List<String> warnings) {}

    private final Path certificate;
    private final Path key;
    private final Clock clock;
    private volatile Current current;
    private Stamp stamp;
    private boolean tooEarly;
    private String refusal = "";

    private TlsCertificate(Path certificate, Path key, Clock clock) {
        this.certificate = certificate;
        this.key = key;
        this.clock = clock;
        this.stamp = stamp();
        this.current = read();
        warn(current);
    }

    /**
     * @param clock tells whether it has expired
     * @throws TlsException if the files cannot be used, saying why
     */
    public static TlsCertificate load(Path certificate, Path key, Clock clock) {
        return new TlsCertificate(certificate, key, clock);
    }

    private Current read() {
        PemFiles files = PemFiles.read(certificate, key, clock.instant());
        try {
            SslContext context = SslContextBuilder.forServer(files.key(), files.chain())
                    .protocols(TlsSuites.protocols())
                    .ciphers(TlsSuites.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .build();
            return new Current(context, files.expiry(), files.warnings());
        } catch (SSLException e) {
            throw new TlsException("--tls-cert: " + certificate + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static void warn(Current read) {
        read.warnings().forEach(LOG::warn);
    }

    /** Until the first certificate of the chain expires; negative when it has. */
    public double daysLeft() {
        return Duration.between(clock.instant(), current.expiry()).toSeconds() / (double) SECONDS_A_DAY;
    }

    /** @throws TlsException if one is not there */
    private Stamp stamp() {
        return new Stamp(changed("--tls-cert", certificate), changed("--tls-key", key));
    }

    private static FileTime changed(String option, Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (NoSuchFileException e) {
            throw new TlsException(option + ": " + file + " does not exist", e);
        } catch (IOException e) {
            throw new TlsException(
                    option + ": " + file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    /** @param timer looks at the files from time to time */
    public void watch(ScheduledExecutorService timer) {
        timer.scheduleWithFixedDelay(this::reloadIfChanged, WATCH_SECONDS, WATCH_SECONDS, TimeUnit.SECONDS);
    }

    /** Reads the files again if either has changed since they were last read, or is good by now. */
    synchronized void reloadIfChanged() {
        try {
            if (tooEarly || !stamp().equals(stamp)) {
                reload();
            }
        } catch (TlsException e) {
            refuse(e);
        } catch (RuntimeException | Error e) {
            // It would end the watch for good. What was half read is read again.
            tooEarly = true;
            LOG.error("the certificate could not be looked at", e);
        }
    }

    /** Reads the files again. Blocks for some milliseconds; logs how it went. */
    public synchronized void reload() {
        try {
            // Before the files are read: a change in between is seen the next time.
            stamp = stamp();
            current = read();
            tooEarly = false;
            refusal = "";
            LOG.info("new certificate read from {}, valid until {}", certificate, current.expiry());
            warn(current);
        } catch (TlsException e) {
            tooEarly = e.isTooEarly();
            refuse(e);
        }
    }

    /** Each reason once: the files are looked at every few seconds. */
    private void refuse(TlsException reason) {
        String said = String.valueOf(reason.getMessage()).replaceAll(", and the clock .*", "");
        if (!said.equals(refusal)) {
            refusal = said;
            String old = clock.instant().isAfter(current.expiry()) ? "which has expired itself at" : "valid until";
            LOG.error("the old certificate stays, {} {}: {}", old, current.expiry(), said);
        }
    }

    /**
     * Makes a connection speak TLS.
     *
     * @param handshakeTimeout how long the TLS part of the handshake may take
     * @param received what all connections may hold that was received and is no message yet
     * @param hits of limits by this connection
     * @param failed takes the reason of a handshake that fails, one of a fixed set
     */
    public void addTo(
            Channel channel,
            Duration handshakeTimeout,
            ByteBudget received,
            Consumer<Limit> hits,
            Consumer<String> failed) {
        TlsHandler handler = new TlsHandler(current.context().newEngine(channel.alloc()), received, hits);
        handler.setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
        channel.pipeline()
                .addLast(new RenegotiationGuard(
                        () -> handler.handshakeFuture().isSuccess(), () -> failed.accept(TlsFailures.RENEGOTIATION)))
                .addLast(handler, handler.data())
                .addLast(new TlsFailures(failed));
    }
}
