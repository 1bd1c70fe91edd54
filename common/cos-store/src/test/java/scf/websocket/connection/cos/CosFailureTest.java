package scf.websocket.connection.cos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.config.Settings;
import scf.websocket.config.SettingsException;
import scf.websocket.connection.ConnectionStore;
import scf.websocket.connection.StoreUnavailableException;
import scf.websocket.event.ConnectionId;
import scf.websocket.testing.cos.CosServer;

class CosFailureTest {
    private static final ConnectionId A = ConnectionId.of("a");

    @AutoClose
    private final CosServer cos = new CosServer(Clock.systemUTC());

    private final Map<String, String> environment = new ConcurrentHashMap<>(
            cos.environment(Map.of("COS_TIMEOUT_MILLIS", "20000", "COS_REQUEST_TIMEOUT_MILLIS", "5000")));

    @AutoClose
    private final ConnectionStore store = CosConnectionStore.of(Settings.of(environment), environment::get);

    static Stream<Consumer<ConnectionStore>> operations() {
        return Stream.of(
                store -> store.add(A),
                store -> store.remove(A),
                store -> store.removeAll(List.of(A)),
                store -> store.touch(List.of(A)),
                store -> store.contains(A),
                ConnectionStore::count,
                store -> store.page(null, 10));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void isUnavailableIfCosRejectsTheRequest(Consumer<ConnectionStore> operation) {
        cos.failNext(403, "AccessDenied");

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> operation.accept(store))
                .withMessageStartingWith("COS refused: status 403")
                .withMessageNotContaining("connections");
        assertThat(cos.requests()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void retriesOnceIfCosIsBusy(Consumer<ConnectionStore> operation) {
        cos.failNext(503, "SlowDown");

        operation.accept(store);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void failsIfCosStaysBusy(Consumer<ConnectionStore> operation) {
        cos.failNext(503, "SlowDown");
        cos.failNext(503, "SlowDown");

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> operation.accept(store))
                .withMessageContaining("503");
        assertThat(cos.requests()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void retriesOnceIfTheConnectionBreaks(Consumer<ConnectionStore> operation) {
        cos.dropNext();

        operation.accept(store);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void failsWithinTheTimeOutIfCosDoesNotAnswer(Consumer<ConnectionStore> operation) {
        environment.put("COS_REQUEST_TIMEOUT_MILLIS", "500");
        cos.stallNext();
        try (ConnectionStore hasty = CosConnectionStore.of(Settings.of(environment), environment::get)) {
            long start = System.nanoTime();

            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> operation.accept(hasty))
                    .withMessageContaining("SocketTimeoutException");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
        assertThat(cos.requests()).hasSize(1);
    }

    @Test
    void failsWithinTheTimeOutIfTheAnswerDoesNotEnd() {
        environment.put("COS_TIMEOUT_MILLIS", "1000");
        environment.put("COS_REQUEST_TIMEOUT_MILLIS", "500");
        cos.dripNext();
        try (ConnectionStore hasty = CosConnectionStore.of(Settings.of(environment), environment::get)) {
            long start = System.nanoTime();

            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(hasty::count)
                    .withMessageContaining("in time");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
        }
        assertThat(store.count()).isZero();
    }

    @Test
    void isUnavailableIfNothingListens() {
        cos.close();

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(store::count)
                .withMessageContaining("COS did not answer");
    }

    @Test
    void usesRotatedCredentialsFromTheNextRequestOn() {
        store.add(A);
        cos.rotate();
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.add(A));

        environment.putAll(cos.environment(Map.of()));
        store.add(A);
        assertThat(store.contains(A)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TENCENTCLOUD_SECRETKEY", "TENCENTCLOUD_SESSIONTOKEN"})
    void isRejectedWithAWrongSecret(String variable) {
        environment.put(variable, "another");

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> store.add(A))
                .withMessageContaining("403")
                .withMessageNotContaining("another");
        assertThat(cos.keys()).isEmpty();
    }

    @Test
    void namesTheCredentialThatIsMissing() {
        environment.remove("TENCENTCLOUD_SECRETID");

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> store.add(A))
                .withMessageContaining("TENCENTCLOUD_SECRETID is missing")
                .withMessageContaining("role");
    }

    @ParameterizedTest
    @ValueSource(strings = {"COS_BUCKET", "TENCENTCLOUD_REGION"})
    void namesTheSettingThatIsMissing(String variable) {
        Map<String, String> less = new HashMap<>(environment);
        less.remove(variable);

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> new CosStoreProvider().open(Settings.of(less)))
                .withMessageContaining(
                        variable.equals("COS_BUCKET") ? "COS_BUCKET is missing" : "COS_REGION is missing");
    }
}
