package scf.websocket.gateway.invoke;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.failure.Failures;

/**
 * Resolves names through the JDK, like the rest of the machine, but never on an event loop, which a slow name server
 * would block. Looks up a name in frequent use every {@link #REFRESH}; while the name servers fail, uses its last
 * addresses for up to {@link #KEEP}. Sorts addresses that recently failed to connect to the end. Thread-safe.
 */
final class HttpNames extends AddressResolverGroup<InetSocketAddress> {
    static final Duration REFRESH = Duration.ofSeconds(10);
    static final Duration STALE = Duration.ofSeconds(60);
    static final Duration KEEP = Duration.ofMinutes(10);

    /** How long to wait for a lookup before earlier addresses are used. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    /** How long an address that failed to connect is tried last. */
    static final Duration AVOID = Duration.ofSeconds(30);

    private static final int THREADS = 4;
    private static final int MAX_WAITING = 256;

    /** Looks up a name; blocks. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] addresses(String name) throws UnknownHostException;

        static Lookup ofMachine() {
            return InetAddress::getAllByName;
        }
    }

    private record Known(List<InetAddress> addresses, long nanos) {}

    private final Lookup lookup;
    private final LongSupplier nanoTime;
    private final ThreadPoolExecutor threads;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<List<InetAddress>>> underWay = new ConcurrentHashMap<>();
    private final Map<InetAddress, Long> failed = new ConcurrentHashMap<>();

    HttpNames(Lookup lookup, LongSupplier nanoTime) {
        this.lookup = lookup;
        this.nanoTime = nanoTime;
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), task -> {
                    Thread thread = new Thread(task, "function-names");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetSocketAddressResolver(executor, new InetNameResolver(executor) {
            @Override
            protected void doResolve(String name, Promise<InetAddress> promise) {
                addresses(name, executor()).whenComplete((addresses, failure) -> {
                    if (failure == null) {
                        promise.trySuccess(addresses.get(0));
                    } else {
                        promise.tryFailure(Failures.unwrapped(failure));
                    }
                });
            }

            @Override
            protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
                addresses(name, executor()).whenComplete((addresses, failure) -> {
                    if (failure == null) {
                        promise.trySuccess(addresses);
                    } else {
                        promise.tryFailure(Failures.unwrapped(failure));
                    }
                });
            }
        });
    }

    private CompletableFuture<List<InetAddress>> addresses(String name, EventExecutor executor) {
        Known before = known.get(name);
        long age = before == null ? Long.MAX_VALUE : nanoTime.getAsLong() - before.nanos();
        if (before != null && age < REFRESH.toNanos()) {
            return CompletableFuture.completedFuture(ordered(before.addresses()));
        }
        CompletableFuture<List<InetAddress>> found = lookUp(name);
        if (before == null || age >= KEEP.toNanos()) {
            return found.thenApply(this::ordered);
        }
        if (age < STALE.toNanos()) {
            return CompletableFuture.completedFuture(ordered(before.addresses()));
        }
        CompletableFuture<List<InetAddress>> result =
                found.exceptionally(failure -> before.addresses()).thenApply(this::ordered);
        executor.schedule(
                () -> result.complete(ordered(before.addresses())), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        return result;
    }

    /** Runs one lookup of a name at a time, for all callers. */
    private CompletableFuture<List<InetAddress>> lookUp(String name) {
        CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
        CompletableFuture<List<InetAddress>> other = underWay.putIfAbsent(name, mine);
        if (other != null) {
            return other;
        }
        try {
            threads.execute(() -> lookUp(name, mine));
        } catch (RejectedExecutionException e) {
            underWay.remove(name);
            mine.completeExceptionally(new UnknownHostException(name + ": too many lookups wait"));
        } catch (RuntimeException | Error e) {
            underWay.remove(name);
            mine.completeExceptionally(e);
        }
        return mine;
    }

    private void lookUp(String name, CompletableFuture<List<InetAddress>> result) {
        try {
            List<InetAddress> addresses = List.of(lookup.addresses(name));
            known.put(name, new Known(addresses, nanoTime.getAsLong()));
            underWay.remove(name);
            result.complete(addresses);
        } catch (UnknownHostException | RuntimeException | Error e) {
            underWay.remove(name);
            result.completeExceptionally(e);
        }
    }

    private List<InetAddress> ordered(List<InetAddress> addresses) {
        if (failed.isEmpty()) {
            return addresses;
        }
        List<InetAddress> ordered = new ArrayList<>(addresses);
        ordered.sort(Comparator.comparing(this::isAvoided));
        return ordered;
    }

    private boolean isAvoided(InetAddress address) {
        @Nullable Long since = failed.get(address);
        if (since == null) {
            return false;
        }
        if (nanoTime.getAsLong() - since < AVOID.toNanos()) {
            return true;
        }
        failed.remove(address, since);
        return false;
    }

    /** Whether a name with this address has other addresses to try. */
    boolean hasAlternative(InetAddress address) {
        return known.values().stream()
                .anyMatch(
                        name -> name.addresses().size() > 1 && name.addresses().contains(address));
    }

    /** Records the result of an attempt to connect. */
    void connected(InetAddress address, boolean success) {
        if (success) {
            failed.remove(address);
        } else if (hasAlternative(address)) {
            failed.put(address, nanoTime.getAsLong());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        super.close();
    }
}
