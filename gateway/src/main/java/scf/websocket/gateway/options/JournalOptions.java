package scf.websocket.gateway.options;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import scf.websocket.gateway.cleanup.CleanupQueue;
import scf.websocket.gateway.deadletter.DeadLetterBounds;
import scf.websocket.gateway.journal.JournalSync;

/** Options for the durability of cleanups: journal, limits, dead letters. */
public final class JournalOptions {
    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "Directory that records open connections: after a crash, the next start runs their cleanups."
                    + " Default: none, a crash leaves them to the sweep.")
    public @Nullable Path journal;

    @Option(
            names = "--journal-sync",
            paramLabel = "force|os",
            description =
                    "When a connection counts as recorded: once it is on disk (force: survives a power failure; each handshake"
                            + " waits for a flush that it shares with others), or once the operating system has it (os: survives only a"
                            + " crash of the gateway). Default: force.")
    public JournalSync sync = JournalSync.FORCE;

    @Option(
            names = "--replay-rate",
            paramLabel = "COUNT",
            description = "Cleanups started per second after a crash. Default: 1000.")
    public int replayRate = 1000;

    @Option(
            names = "--cleanup-concurrency",
            paramLabel = "COUNT",
            description =
                    "Concurrent cleanups, limited so that a mass disconnect leaves capacity for messages. Default: 64.")
    public int cleanupConcurrency = 64;

    @Option(
            names = "--max-pending-cleanups",
            paramLabel = "COUNT",
            description = "Queued and retried cleanups above which new clients get 503; a function that has reached"
                    + " its own limit does not count. Default: 100000.")
    public int maxPendingCleanups = 100_000;

    @Option(
            names = "--max-pending-cleanups-per-function",
            paramLabel = "COUNT",
            description =
                    "The same for one cleanup function, while other functions have some too: above it, new clients of its APIs"
                            + " get 503, so that a failing function does not lock out the clients of others. Default: 0, a"
                            + " quarter of --max-pending-cleanups.")
    public int maxPendingCleanupsPerFunction;

    @Option(
            names = "--function-overrun",
            paramLabel = "SECONDS",
            description =
                    "How long an http(s): or scf: function may keep working after it timed out or its connection was lost;"
                            + " then the cleanup of its connection is repeated. Default: 60; 0: never.")
    public int functionOverrun = 60;

    @Option(
            names = "--max-dead-letters",
            paramLabel = "COUNT",
            description =
                    "Connections in the dead-letter list, which holds those whose cleanup was given up; beyond it, the oldest are"
                            + " dropped. Default: 10000.")
    public int maxDeadLetters = 10_000;

    @Option(
            names = "--max-dead-letter-bytes",
            paramLabel = "BYTES",
            description = "Size of the dead-letter list. Default: 4194304.")
    public int maxDeadLetterBytes = 4 * 1024 * 1024;

    @Option(
            names = "--dead-letter-days",
            paramLabel = "DAYS",
            description = "How long a connection stays in the dead-letter list. Default: 30.")
    public int deadLetterDays = 30;

    @Option(
            names = "--unknown-api-days",
            paramLabel = "DAYS",
            description =
                    "How long a connection of a dead gateway waits for its API to become a route again, before it moves to the"
                            + " dead-letter list. Default: 7.")
    public int unknownApiDays = 7;

    /** Returns how long a connection waits for its API. */
    public Duration unknownApiWait() {
        return Duration.ofDays(unknownApiDays);
    }

    /** Returns the limits of the dead-letter list. */
    public DeadLetterBounds deadLetterBounds() {
        return new DeadLetterBounds(maxDeadLetters, maxDeadLetterBytes, Duration.ofDays(deadLetterDays));
    }

    /** Returns the limits on cleanups. */
    public CleanupQueue.Bounds cleanupBounds() {
        int perFunction = maxPendingCleanupsPerFunction == 0
                ? Math.max(1, maxPendingCleanups / 4)
                : maxPendingCleanupsPerFunction;
        return new CleanupQueue.Bounds(cleanupConcurrency, maxPendingCleanups, perFunction, functionOverrun);
    }

    void check() {
        if (journal != null && Files.exists(journal) && !(Files.isDirectory(journal) && Files.isWritable(journal))) {
            throw new IllegalArgumentException("--journal must be a writable directory, but is " + journal);
        }
        Bounds.between("--replay-rate", replayRate, 1, 100_000);
        Bounds.between("--cleanup-concurrency", cleanupConcurrency, 1, 10_000);
        Bounds.between("--max-pending-cleanups", maxPendingCleanups, 1, 10_000_000);
        Bounds.between("--max-pending-cleanups-per-function", maxPendingCleanupsPerFunction, 0, maxPendingCleanups);
        Bounds.between("--function-overrun", functionOverrun, 0, 3600);
        Bounds.between("--max-dead-letters", maxDeadLetters, 1, 1_000_000);
        Bounds.between("--max-dead-letter-bytes", maxDeadLetterBytes, 4096, 256 * 1024 * 1024);
        Bounds.between("--dead-letter-days", deadLetterDays, 1, 3650);
        Bounds.between("--unknown-api-days", unknownApiDays, 1, 3650);
    }
}
