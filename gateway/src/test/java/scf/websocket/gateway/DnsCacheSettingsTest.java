package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DnsCacheSettingsTest {
    private static final String ADDRESSES = "networkaddress.cache.ttl";
    private static final String FAILURES = "networkaddress.cache.negative.ttl";

    private final String failures = Security.getProperty(FAILURES);

    @AfterEach
    void restore() {
        Security.setProperty(FAILURES, failures);
    }

    @Test
    void followsADnsChangeWithinSecondsUnlessConfiguredOtherwise() {
        DnsCacheSettings.configure();
        assertThat(Security.getProperty(ADDRESSES)).isEqualTo("5");
        assertThat(Security.getProperty(FAILURES)).isEqualTo("1");
        Security.setProperty(FAILURES, "60");
        DnsCacheSettings.configure();
        assertThat(Security.getProperty(FAILURES)).isEqualTo("60");
    }
}
