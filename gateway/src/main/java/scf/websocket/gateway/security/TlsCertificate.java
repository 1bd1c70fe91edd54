package scf.websocket.gateway.security;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of the public listener. Files that change are read again within {@value #WATCH_SECONDS} s, or at once by
 * {@link #reload}: handshakes from then on get the new certificate, connections that are open keep the old one. New files that
 * cannot be used change nothing, and are logged. Thread-safe.
 */
public final class TlsCertificate {
    private static final int WATCH_SECONDS = 10;
    private static final Logger LOG = LoggerFactory.getLogger(TlsCertificate.class);

    /** What the files were like when they were read. */
    private record Stamp(FileTime certificate, FileTime key) {}

    private final Path certificate;
    private final Path key;
    private volatile SslContext current;
    private Stamp stamp;

    private TlsCertificate(Path certificate, Path key) {
        this.certificate = certificate;
        this.key = key;
        this.stamp = stamp();
        this.current = context();
    }

    /** @throws TlsException if the files cannot be used */
    public static TlsCertificate load(Path certificate, Path key) {
        return new TlsCertificate(certificate, key);
    }

    private SslContext context() {
        PemFiles files = PemFiles.read(certificate, key);
        try {
            return SslContextBuilder.forServer(files.key(), files.chain())
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (SSLException e) {
            throw new TlsException("--tls-cert: " + certificate + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** @throws TlsException if one is not there */
    private Stamp stamp() {
        return new Stamp(changed("--tls-cert", certificate), changed("--tls-key", key));
    }

    private static FileTime changed(String option, Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new TlsException(
                    option + ": " + file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    /** @param timer looks at the files from time to time */
    public void watch(ScheduledExecutorService timer) {
        timer.scheduleWithFixedDelay(this::reloadIfChanged, WATCH_SECONDS, WATCH_SECONDS, TimeUnit.SECONDS);
    }

    /** Reads the files again if either has changed since they were last read. */
    synchronized void reloadIfChanged() {
        try {
            if (!stamp().equals(stamp)) {
                reload();
            }
        } catch (TlsException e) {
            LOG.error("the old certificate stays: {}", e.getMessage());
        }
    }

    /** Reads the files again. Blocks for some milliseconds; logs how it went. */
    public synchronized void reload() {
        try {
            // Before the files are read: a change in between is seen the next time.
            stamp = stamp();
            current = context();
            LOG.info("new certificate read from {}", certificate);
        } catch (TlsException e) {
            LOG.error("the old certificate stays: {}", e.getMessage());
        }
    }

    /** @param handshakeTimeout how long the TLS part of the handshake may take */
    public SslHandler newHandler(ByteBufAllocator buffers, Duration handshakeTimeout) {
        SslHandler handler = current.newHandler(buffers);
        handler.setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
        return handler;
    }
}
