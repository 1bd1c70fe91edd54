package scf.websocket.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.jdbc.MysqlDataSource;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import scf.websocket.config.Settings;

/**
 * Verifies the configured values; {@link DatabaseFailoverTest} and {@link MySqlConnectionStoreTest} verify their
 * effect.
 */
class MySqlSettingsTest {
    @Test
    void thePoolWaitsNoLongerThanAFunctionMay() {
        try (HikariDataSource pool = MySqlPool.hikari(new MysqlDataSource(), Duration.ofMillis(1500))) {
            assertThat(pool.getConnectionTimeout()).isEqualTo(1500);
            assertThat(pool.getValidationTimeout()).isEqualTo(750);
            assertThat(pool.getInitializationFailTimeout()).isNegative();
            assertThat(pool.getLeakDetectionThreshold()).isZero();
        }
    }

    @Test
    void thePoolKeepsOneConnectionForAShortTime() {
        try (HikariDataSource pool = MySqlPool.hikari(new MysqlDataSource(), Duration.ofMillis(1500))) {
            assertThat(pool.getMaximumPoolSize()).isEqualTo(1);
            assertThat(pool.getMinimumIdle()).isZero();
            assertThat(pool.getIdleTimeout()).isEqualTo(60_000);
            assertThat(pool.getMaxLifetime()).isEqualTo(120_000);
            assertThat(pool.getKeepaliveTime()).isZero();
            assertThat(pool.isRegisterMbeans()).isFalse();
        }
    }

    @Test
    void theDriverWaitsNoLongerThanAFunctionMay() throws SQLException {
        MysqlDataSource driver = driver();

        assertThat(driver.getConnectTimeout()).isEqualTo(750);
        assertThat(driver.getSocketTimeout()).isEqualTo(1000);
        assertThat(driver.getTcpKeepAlive()).isTrue();
        assertThat(driver.getAutoReconnect()).isFalse();
    }

    @Test
    void theServerCannotChangeTheBehaviourOfTheDriver() throws SQLException {
        MysqlDataSource driver = driver();

        assertThat(driver.getAllowMultiQueries()).isFalse();
        assertThat(driver.getAllowLoadLocalInfile()).isFalse();
        assertThat(driver.getAllowUrlInLocalInfile()).isFalse();
        assertThat(driver.getUseServerPrepStmts()).isFalse();
        assertThat(driver.getCharacterEncoding()).isEqualTo("UTF-8");
        assertThat(driver.getJdbcCompliantTruncation()).isFalse();
    }

    private static MysqlDataSource driver() {
        return MySqlDriver.of(Settings.of(Map.of("DB_HOST", "h", "DB_USER", "u")));
    }
}
