package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HandlerSignatureTest {
    @Test
    void textsAndWrappersAndBeansAreAccepted() {
        assertThat(HandlerSignature.problem(Accepted.class, "text")).isEmpty();
        assertThat(HandlerSignature.problem(Accepted.class, "number")).isEmpty();
        assertThat(HandlerSignature.problem(Accepted.class, "bean")).isEmpty();
    }

    @Test
    void mapsAreRejectedBecauseTencentDoesNotDocumentThem() {
        assertThat(HandlerSignature.problem(Refused.class, "map"))
                .get()
                .asString()
                .contains("java.util.Map");
    }

    @Test
    void beansWithoutASetterAreRejected() {
        assertThat(HandlerSignature.problem(Refused.class, "withoutSetter"))
                .get()
                .asString()
                .contains("whose name has no public getter and setter");
    }

    @Test
    void aSecondParameterOtherThanAContextIsRejected() {
        assertThat(HandlerSignature.problem(Refused.class, "twoEvents"))
                .get()
                .asString()
                .contains("com.qcloud.scf.runtime.Context");
    }

    @Test
    void anOverloadedMethodIsRejected() {
        assertThat(HandlerSignature.problem(Refused.class, "twice"))
                .get()
                .asString()
                .contains("overloaded");
    }

    public static final class Accepted {
        public String text(String event) {
            return event;
        }

        public Integer number(Integer event) {
            return event;
        }

        public Bean bean(Bean event) {
            return event;
        }
    }

    public static final class Refused {
        public String map(Map<String, String> event) {
            return String.valueOf(event);
        }

        public String withoutSetter(WithoutSetter event) {
            return event.getName();
        }

        public String twoEvents(String event, String other) {
            return event + other;
        }

        public String twice(String event) {
            return event;
        }

        public Integer twice(Integer event) {
            return event;
        }
    }

    public static final class Bean {
        private boolean open;

        public boolean isOpen() {
            return open;
        }

        public void setOpen(boolean open) {
            this.open = open;
        }
    }

    public static final class WithoutSetter {
        private final String name = "";

        public String getName() {
            return name;
        }
    }
}
