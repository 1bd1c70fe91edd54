package scf.websocket.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import scf.websocket.gateway.security.TestAuthority.Request;

/** Renewal and expiry of the certificate while the gateway runs. */
@ParameterizedClass
@MethodSource("scf.websocket.gateway.security.TestEngines#all")
class TlsCertificateTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Parameter
    TlsEngine engine;

    @TempDir
    Path folder;

    private Instant now = START;
    private final Clock clock = new Clock() {
        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            if (failing) {
                throw new IllegalStateException("no clock");
            }
            return now;
        }
    };
    private boolean failing;
    private long writes;

    private final List<TlsCertificate> loaded = new ArrayList<>();

    private TlsCertificate load() {
        loaded.add(TlsCertificate.load(folder.resolve("cert.pem"), folder.resolve("key.pem"), engine, clock));
        return loaded.get(loaded.size() - 1);
    }

    @AfterEach
    void close() {
        loaded.forEach(TlsCertificate::close);
    }

    private void renew(int fromDay, int untilDay) throws IOException {
        new Request("day " + fromDay)
                .valid(START.plus(Duration.ofDays(fromDay)), START.plus(Duration.ofDays(untilDay)))
                .selfSigned()
                .write(folder);
        writes++;
        Files.setLastModifiedTime(folder.resolve("cert.pem"), FileTime.from(START.plusSeconds(writes)));
    }

    @Test
    void anErrorDoesNotEndTheWatch() throws IOException {
        renew(-10, 20);
        TlsCertificate certificate = load();
        renew(-10, 50);
        failing = true;
        certificate.reloadIfChanged();
        failing = false;
        certificate.reloadIfChanged();
        assertThat(certificate.daysLeft()).isEqualTo(50);
    }

    @Test
    void countsTheDaysLeft() throws IOException {
        renew(-10, 20);
        TlsCertificate certificate = load();
        assertThat(certificate.daysLeft()).isEqualTo(20);
        now = START.plus(Duration.ofDays(20).plusHours(12));
        assertThat(certificate.daysLeft()).isEqualTo(-0.5);
    }

    @Test
    void anExpiredCertificateDoesNotStartAndDoesNotReplaceAnother() throws IOException {
        renew(-30, -1);
        assertThatThrownBy(this::load).isInstanceOf(TlsException.class).hasMessageContaining("has expired");
        renew(-10, 20);
        TlsCertificate certificate = load();
        renew(-30, -1);
        certificate.reloadIfChanged();
        assertThat(certificate.daysLeft()).isEqualTo(20);
        now = START.plus(Duration.ofDays(21));
        renew(-30, 10);
        certificate.reloadIfChanged();
        assertThat(certificate.daysLeft())
                .as("both have expired: the old one stays")
                .isEqualTo(-1);
        renew(20, 50);
        certificate.reloadIfChanged();
        assertThat(certificate.daysLeft()).isEqualTo(29);
    }

    @Test
    void aCertificateIsUsedAsSoonAsItBecomesValid() throws IOException {
        renew(-10, 20);
        TlsCertificate certificate = load();
        renew(5, 95);
        certificate.reloadIfChanged();
        assertThat(certificate.daysLeft()).isEqualTo(20);
        now = START.plus(Duration.ofDays(5)).plusSeconds(1);
        certificate.reloadIfChanged();
        assertThat(certificate.daysLeft()).isGreaterThan(89);
    }

    @Test
    void missingFilesChangeNothing() throws IOException {
        renew(-10, 20);
        TlsCertificate certificate = load();
        Files.delete(folder.resolve("key.pem"));
        certificate.reloadIfChanged();
        certificate.reload();
        assertThat(certificate.daysLeft()).isEqualTo(20);
    }
}
