package scf.websocket.gateway.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.resolver.AddressResolver;
import io.netty.util.concurrent.DefaultEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import scf.websocket.testing.process.Await;

@Timeout(60)
class HttpNamesTest {
    private static final InetAddress ONE = address("127.0.0.1");
    private static final InetAddress TWO = address("127.0.0.2");

    private final DefaultEventExecutor loop = new DefaultEventExecutor();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger lookups = new AtomicInteger();
    private volatile HttpNames.Lookup lookup = name -> new InetAddress[] {ONE, TWO};
    private final HttpNames names = new HttpNames(
            name -> {
                lookups.incrementAndGet();
                return lookup.addresses(name);
            },
            nanos::get);

    @AfterEach
    void close() {
        names.close();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private List<InetAddress> resolve() throws Exception {
        AddressResolver<InetSocketAddress> resolver = names.getResolver(loop);
        return resolver.resolveAll(InetSocketAddress.createUnresolved("function.test", 80)).get().stream()
                .map(InetSocketAddress::getAddress)
                .toList();
    }

    @Test
    void aNameIsLookedUpOnceInTenSeconds() throws Exception {
        assertThat(resolve()).containsExactly(ONE, TWO);
        assertThat(resolve()).containsExactly(ONE, TWO);
        assertThat(lookups.get()).isEqualTo(1);
        nanos.addAndGet(HttpNames.REFRESH.toNanos());
        lookup = name -> new InetAddress[] {TWO};
        Await.until("the name is looked up again", () -> {
            try {
                return resolve().equals(List.of(TWO));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertThat(lookups.get()).isEqualTo(2);
    }

    @Test
    void aFailedLookupIsNotAwaitedForEver() throws Exception {
        lookup = name -> {
            throw new OutOfMemoryError("unable to create native thread");
        };
        assertThatThrownBy(this::resolve).hasRootCauseInstanceOf(OutOfMemoryError.class);
        lookup = name -> new InetAddress[] {ONE};
        assertThat(resolve()).containsExactly(ONE);
    }

    /** The JDK fails once its cache of 30 s expires. */
    @Test
    void whileNameServersFailTheLastAddressesStayValidForTenMinutes() throws Exception {
        resolve();
        lookup = name -> {
            throw new UnknownHostException(name);
        };
        nanos.addAndGet(HttpNames.KEEP.toNanos() - 1);
        assertThat(resolve()).containsExactly(ONE, TWO);
        nanos.addAndGet(1);
        assertThatThrownBy(this::resolve).hasCauseInstanceOf(UnknownHostException.class);
    }

    @Test
    void knownAddressesAreUsedWithoutAwaitingAnUnresponsiveNameServer() throws Exception {
        resolve();
        CountDownLatch never = new CountDownLatch(1);
        lookup = name -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw new UnknownHostException(name);
        };
        nanos.addAndGet(HttpNames.STALE.toNanos());
        assertThat(resolve()).containsExactly(ONE, TWO);
        never.countDown();
    }

    /** Netty's resolver calls the JDK on the event loop, which blocks all other calls. */
    @Test
    void theEventLoopDoesNotWaitForALookup() throws Exception {
        CountDownLatch looking = new CountDownLatch(1);
        lookup = name -> {
            try {
                looking.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new InetAddress[] {ONE};
        };
        var found = loop.submit(
                        () -> names.getResolver(loop).resolveAll(InetSocketAddress.createUnresolved("slow.test", 80)))
                .get(5, TimeUnit.SECONDS);
        assertThat(found.isDone()).isFalse();
        assertThat(loop.submit(() -> "free").get(5, TimeUnit.SECONDS)).isEqualTo("free");
        looking.countDown();
        assertThat(found.get(5, TimeUnit.SECONDS)).hasSize(1);
    }

    @Test
    void anUnreachableAddressComesLastForHalfAMinute() throws Exception {
        resolve();
        names.connected(ONE, false);
        assertThat(resolve()).containsExactly(TWO, ONE);
        nanos.addAndGet(HttpNames.AVOID.toNanos());
        assertThat(resolve()).containsExactly(ONE, TWO);
        names.connected(ONE, false);
        names.connected(ONE, true);
        assertThat(resolve()).containsExactly(ONE, TWO);
    }
}
