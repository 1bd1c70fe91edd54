package scf.websocket.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Polls the jar of {@code --app} and makes the gateway load each new build of it. A jar that cannot be loaded changes nothing, and the
 * terminal says why. For one thread.
 */
final class AppWatch {
    /** Between two polls. A jar that is unchanged since the last poll is not being written. */
    static final Duration INTERVAL = Duration.ofMillis(300);

    /** Polls that find the same damaged jar before it is reported: a build that pauses is not a broken one. */
    private static final int POLLS_OF_A_DAMAGED_JAR = 10;

    /** Makes the gateway load the copy. */
    interface Reload {
        /**
         * Returns empty once the copy is loaded, or the reason why the gateway keeps the previous one.
         *
         * @throws LocalException if the outcome is unknown
         */
        Optional<String> reload() throws InterruptedException;
    }

    private final Path jar;
    private final AppCopies copies;
    private final Reload gateway;
    private final Terminal terminal;
    private FileState tried;
    private FileState seen;
    private int polls;

    /** @param running the state of the jar when it was copied for the gateway */
    AppWatch(Path jar, FileState running, AppCopies copies, Reload gateway, Terminal terminal) {
        this.jar = jar;
        this.copies = copies;
        this.gateway = gateway;
        this.terminal = terminal;
        this.tried = running;
        this.seen = running;
    }

    /** Polls until the thread is interrupted. */
    void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(INTERVAL.toMillis());
                pollAndReport();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pollAndReport() throws InterruptedException {
        try {
            poll();
        } catch (RuntimeException e) {
            // For example, the folder of the copies is gone. The gateway keeps running.
            terminal.line("  " + e.getMessage());
        }
    }

    void poll() throws InterruptedException {
        FileState now = FileState.of(jar);
        polls = now.equals(seen) ? polls + 1 : 0;
        seen = now;
        if (polls > 0 && !now.isMissing() && !now.equals(tried)) {
            load(now);
        }
    }

    private void load(FileState state) throws InterruptedException {
        try {
            AppJar.requireWhole(jar);
        } catch (LocalException e) {
            if (polls >= POLLS_OF_A_DAMAGED_JAR) {
                tried = state;
                reportUnchanged(String.valueOf(e.getMessage()));
            }
            return;
        }
        tried = state;
        Runnable takeBack = copies.use(jar);
        if (!FileState.of(jar).equals(state)) {
            // It was written meanwhile; the next poll sees the change.
            takeBack.run();
            return;
        }
        report(gateway.reload(), takeBack);
    }

    private void report(Optional<String> problem, Runnable takeBack) {
        if (problem.isPresent()) {
            takeBack.run();
            reportUnchanged(problem.get());
        } else {
            copies.forgetOthers();
            terminal.line("  the application is loaded anew");
        }
    }

    private void reportUnchanged(String reason) {
        terminal.line("  the application stays as it was: " + reason);
    }
}
