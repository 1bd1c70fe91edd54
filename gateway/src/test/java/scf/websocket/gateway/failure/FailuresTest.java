package scf.websocket.gateway.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void namesClassAndMessage() {
        assertThat(Failures.line(new IllegalStateException("no key")))
                .isEqualTo("java.lang.IllegalStateException: no key");
        assertThat(Failures.line(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void omitsWrappersWithoutAMessage() {
        Throwable root = new FileNotFoundException("/etc/key");
        assertThat(Failures.line(new InvocationTargetException(new ExceptionInInitializerError(root))))
                .isEqualTo("java.io.FileNotFoundException: /etc/key");
        assertThat(Failures.line(new CompletionException(root))).isEqualTo("java.io.FileNotFoundException: /etc/key");
    }

    @Test
    void namesTheRootCauseBesideTheFailure() {
        Throwable root = new FileNotFoundException("/etc/key");
        Throwable middle = new IllegalArgumentException("middle", root);
        assertThat(Failures.line(new IllegalStateException("no settings", middle)))
                .isEqualTo(
                        "java.lang.IllegalStateException: no settings, caused by java.io.FileNotFoundException: /etc/key");
        assertThat(Failures.line(new IllegalStateException(root)))
                .isEqualTo("java.lang.IllegalStateException: java.io.FileNotFoundException: /etc/key");
    }

    @Test
    void joinsLinesAndTruncatesLongMessages() {
        assertThat(Failures.line(new IllegalStateException("a\n\tb\r\nc\u2028d")))
                .isEqualTo("java.lang.IllegalStateException: a b c d");
        assertThat(Failures.line(new IllegalStateException("x".repeat(10_000)))).hasSize(500);
    }

    @Test
    void endsOnACircularCause() {
        IllegalStateException one = new IllegalStateException("one");
        IllegalStateException two = new IllegalStateException("two", one);
        one.initCause(two);
        assertThat(Failures.line(one)).startsWith("java.lang.IllegalStateException: one");
    }

    @Test
    void aMissingMessageIsReplacedByTheClass() {
        assertThat(Failures.message(new IllegalStateException("a\nb"))).isEqualTo("a b");
        assertThat(Failures.message(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
    }
}
