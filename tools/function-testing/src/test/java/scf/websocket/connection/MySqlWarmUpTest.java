package scf.websocket.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.sql.Connection;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import scf.websocket.config.Settings;

class MySqlWarmUpTest {
    /** Its class loader is closed while it connects. */
    @Test
    void aFunctionThatIsUnloadedMeanwhileThrowsNothing() {
        MysqlDataSource unloaded = new MysqlDataSource() {
            private static final long serialVersionUID = 1L;

            @Override
            public Connection getConnection() {
                throw new NoClassDefFoundError("com/mysql/cj/Gone");
            }
        };
        Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
        MySqlPool pool = MySqlPool.of(unloaded, Settings.of(Map.of()), System::nanoTime);
        try {
            pool.warmUp();
        } finally {
            pool.close();
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(uncaught).isEmpty();
    }
}
