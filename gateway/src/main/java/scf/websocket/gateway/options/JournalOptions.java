package scf.websocket.gateway.options;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import scf.websocket.gateway.cleanup.CleanupQueue;
import scf.websocket.gateway.deadletter.DeadLetterBounds;
import scf.websocket.gateway.journal.JournalSync;

/** How sure it is that every end of a connection reaches cleanup. */
public final class JournalOptions {
    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description =
                    "Folder for the record of what is open: after a crash, the next start runs the cleanup of all that was."
                            + " Default: none, a crash leaves its connections to the sweep.")
    public @Nullable Path journal;

    @Option(
            names = "--journal-sync",
            paramLabel = "force|os",
            description =
                    "A connection is recorded when the disk has it (force: survives a power cut; a handshake waits for one"
                            + " flush, shared with those that come with it), or when the operating system has it (os: survives a crash of"
                            + " the gateway only). Default: force.")
    public JournalSync sync = JournalSync.FORCE;

    @Option(
            names = "--replay-rate",
            paramLabel = "COUNT",
            description = "After a crash: cleanups that may start in a second. Default: 1000.")
    public int replayRate = 1000;

    @Option(
            names = "--cleanup-concurrency",
            paramLabel = "COUNT",
            description =
                    "Cleanups that run at the same time, so that a mass disconnect leaves room for messages. Default: 64.")
    public int cleanupConcurrency = 64;

    @Option(
            names = "--max-pending-cleanups",
            paramLabel = "COUNT",
            description =
                    "Cleanups that wait or are tried again before new clients are answered 503; a function that has reached"
                            + " its own bound does not count. Default: 100000.")
    public int maxPendingCleanups = 100_000;

    @Option(
            names = "--max-pending-cleanups-per-function",
            paramLabel = "COUNT",
            description =
                    "Those of one cleanup function, while other functions have some as well, before new clients of its APIs are"
                            + " answered 503, so that a function that fails does not keep the clients of others out. Default: 0, a"
                            + " quarter of --max-pending-cleanups.")
    public int maxPendingCleanupsPerFunction;

    @Option(
            names = "--function-overrun",
            paramLabel = "SECONDS",
            description =
                    "How long a function behind http(s): or scf: that did not answer in time, or whose connection was lost, may still be"
                            + " at work: then the cleanup of its connection is called once more. Default: 60; 0: never.")
    public int functionOverrun = 60;

    @Option(
            names = "--max-dead-letters",
            paramLabel = "COUNT",
            description =
                    "Connections in the dead-letter list, which holds those whose cleanup was given up; the oldest are dropped."
                            + " Default: 10000.")
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
                    "How long a connection of a gateway that is over waits for its API to be a route again, before it moves to the"
                            + " dead-letter list. Default: 7.")
    public int unknownApiDays = 7;

    /** How long a connection waits for its API. */
    public Duration unknownApiWait() {
        return Duration.ofDays(unknownApiDays);
    }

    /** What bounds the dead-letter list. */
    public DeadLetterBounds deadLetterBounds() {
        return new DeadLetterBounds(maxDeadLetters, maxDeadLetterBytes, Duration.ofDays(deadLetterDays));
    }

    /** What bounds the cleanups. */
    public CleanupQueue.Bounds cleanupBounds() {
        int perFunction = maxPendingCleanupsPerFunction == 0
                ? Math.max(1, maxPendingCleanups / 4)
                : maxPendingCleanupsPerFunction;
        return new CleanupQueue.Bounds(cleanupConcurrency, maxPendingCleanups, perFunction, functionOverrun);
    }

    void check() {
        if (journal != null && Files.exists(journal) && !(Files.isDirectory(journal) && Files.isWritable(journal))) {
            throw new IllegalArgumentException("--journal must be a folder that can be written to, but is " + journal);
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
