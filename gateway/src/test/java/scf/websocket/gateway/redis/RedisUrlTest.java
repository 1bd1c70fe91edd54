package scf.websocket.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://:hunter2%zz@127.0.0.1",
                "redis://:hunter2^{@127.0.0.1",
                "redis://:hunter2@127.0.0.1:70000",
                "tcp://:hunter2@127.0.0.1",
                "redis://:hunter2@127.0.0.1/0?x=y",
                "redis://:hunter2@",
                "redis://:hunter2@[::1",
                "redis://:hunter2@a,b",
                "redis+sentinel://:hunter2@a,b",
                "redis+sentinel://:hunter2@a,b/",
                "redis+sentinel://:hunter2@a,/main",
                "redis+sentinel://:hunter2@a:0/main",
                "redis+sentinel://:hunter2@a/main/x",
                "redis+sentinel://:a@a/main?sentinel=hunter2%zz",
                "redis+sentinel://:hunter2@a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a/main",
                "redis+cluster://:hunter2@a,b/0",
                "redis+cluster://:hunter2@a?sentinel=x"
            })
    void anInvalidUrlIsNotQuoted(String url) {
        assertThatThrownBy(() -> RedisUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GATEWAY_REDIS")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void theSettingsAsTextContainNoPassword() {
        RedisUrl url = RedisUrl.parse("rediss://user:hunter2@[::1]:6380/3");
        assertThat(new RedisSettings(url, "scf-websocket:", Duration.ofSeconds(3)).toString())
                .contains("::1")
                .contains("6380")
                .doesNotContain("hunter2");
        assertThat(url.uri(url.addresses().get(0)).getHost()).isEqualTo("[::1]");
    }

    @Test
    void theUrlAsTextContainsNoPassword() {
        RedisUrl url = RedisUrl.parse("rediss+sentinel://u:hunter2@a,[::1]:7/main/3?sentinel=s:hunter2");
        assertThat(url).hasToString("a:26379,[::1]:7/main");
        assertThat(url.uri(new RedisAddress("c", 1)).toString())
                .contains("c:1/3")
                .startsWith("rediss:");
        assertThat(url.sentinels(url.addresses().get(1)).get(0).getHost()).isEqualTo("[::1]");
        assertThat(url.sentinels(url.addresses().get(1)).get(0).isSsl()).isTrue();
    }
}
