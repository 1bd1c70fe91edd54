package scf.websocket.gateway.security;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
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
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.limit.ByteBudget;
import scf.websocket.gateway.limit.Limit;

/**
 * The certificate of the public listener. Reloads changed files within {@value #WATCH_SECONDS} s, or at once by {@link
 * #reload}: new handshakes get the new certificate, open connections keep the old one. If the new files are unusable,
 * logs that and keeps the old certificate, even if it has expired; if they are not valid yet, uses them as soon as they
 * are. Thread-safe.
 */
public final class TlsCertificate implements AutoCloseable {
    private static final int WATCH_SECONDS = 10;
    private static final int SECONDS_A_DAY = 24 * 3600;
    private static final Logger LOG = LoggerFactory.getLogger(TlsCertificate.class);

    /** Modification times of the files when they were read. */
    private record Stamp(FileTime certificate, FileTime key) {}

    /** The state for new handshakes. */
    private record Current(TlsContext context, Instant expiry, List<String> warnings) {}

    private final Path certificate;
    private final Path key;
    private final TlsEngine engine;
    private final Clock clock;
    private volatile Current current;
    private Stamp stamp;
    private boolean tooEarly;
    private volatile boolean isClosed;
    private String refusal = "";

    private TlsCertificate(Path certificate, Path key, TlsEngine engine, Clock clock) {
        this.certificate = certificate;
        this.key = key;
        this.engine = engine;
        this.clock = clock;
        this.stamp = stamp();
        this.current = read();
        LOG.info("TLS engine: {}", current.context().description());
        warn(current);
    }

    /**
     * @param clock tells whether the certificate has expired
     * @throws TlsException if the files are unusable, or the engine with them; the message says why
     */
    public static TlsCertificate load(Path certificate, Path key, TlsEngine engine, Clock clock) {
        return new TlsCertificate(certificate, key, engine, clock);
    }

    private Current read() {
        PemFiles files = PemFiles.read(certificate, key, clock.instant());
        try {
            return new Current(TlsContext.of(files, engine), files.expiry(), files.warnings());
        } catch (SSLException e) {
            throw new TlsException("--tls-cert: " + certificate + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static void warn(Current read) {
        read.warnings().forEach(LOG::warn);
    }

    /** Returns the days until the first certificate of the chain expires; negative if it has expired. */
    public double daysLeft() {
        return Duration.between(clock.instant(), current.expiry()).toSeconds() / (double) SECONDS_A_DAY;
    }

    /** @throws TlsException if a file is missing */
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

    /** @param timer checks the files periodically */
    public void watch(ScheduledExecutorService timer) {
        timer.scheduleWithFixedDelay(this::reloadIfChanged, WATCH_SECONDS, WATCH_SECONDS, TimeUnit.SECONDS);
    }

    /** Reloads the files if they have changed since the last read, or were not valid yet. */
    synchronized void reloadIfChanged() {
        try {
            if (tooEarly || !stamp().equals(stamp)) {
                reload();
            }
        } catch (TlsException e) {
            refuse(e);
        } catch (RuntimeException | Error e) {
            // An exception would cancel the schedule. Retry even if the files do not change again.
            tooEarly = true;
            LOG.error("could not check the certificate", e);
        }
    }

    /** Reloads the files and logs the result. Blocks for some milliseconds. */
    public synchronized void reload() {
        if (isClosed) {
            return;
        }
        try {
            // Before reading: a change in between is noticed the next time.
            stamp = stamp();
            Current old = current;
            current = read();
            old.context().release();
            tooEarly = false;
            refusal = "";
            LOG.info(
                    "new certificate loaded from {}, valid until {}, TLS engine: {}",
                    certificate,
                    current.expiry(),
                    current.context().description());
            warn(current);
        } catch (TlsException e) {
            tooEarly = e.isTooEarly();
            refuse(e);
        }
    }

    /** Logs a repeated reason once, because the files are checked every few seconds. */
    private void refuse(TlsException reason) {
        String said = String.valueOf(reason.getMessage()).replaceAll(", and the clock .*", "");
        if (!said.equals(refusal)) {
            refusal = said;
            String old = clock.instant().isAfter(current.expiry()) ? "which has expired itself at" : "valid until";
            LOG.error("keeping the old certificate, {} {}: {}", old, current.expiry(), said);
        }
    }

    /**
     * Adds TLS to a connection.
     *
     * @param handshakeTimeout timeout of the TLS handshake
     * @param received budget for received bytes of all connections that are not a complete message yet
     * @param hits called when this connection reaches a limit
     * @param failed called with the reason of a failed handshake, one of a fixed set
     */
    public void addTo(
            Channel channel,
            Duration handshakeTimeout,
            ByteBudget received,
            Consumer<Limit> hits,
            Consumer<String> failed) {
        TlsHandler handler = new TlsHandler(newEngine(channel.alloc()), received, hits);
        handler.setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
        channel.pipeline()
                .addLast(new RenegotiationGuard(
                        () -> handler.handshakeFuture().isSuccess(), () -> failed.accept(TlsFailures.RENEGOTIATION)))
                .addLast(handler, handler.data())
                .addLast(new TlsFailures(failed));
    }

    private SSLEngine newEngine(ByteBufAllocator allocator) {
        while (!isClosed) {
            SSLEngine created = current.context().newEngine(allocator);
            // Otherwise it was replaced meanwhile.
            if (created != null) {
                return created;
            }
        }
        throw new IllegalStateException("closed");
    }

    /** Releases the certificate. Open connections keep theirs; {@link #addTo} fails from now on. */
    @Override
    public synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            current.context().release();
        }
    }
}
