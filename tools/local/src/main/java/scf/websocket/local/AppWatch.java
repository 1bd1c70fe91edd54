package scf.websocket.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks at the jar of {@code --app} again and again, and has the gateway load one that has been rebuilt. A jar that does not load changes
 * nothing, and the terminal says why. One thread uses it.
 */
final class AppWatch {
    /** Between two looks: a jar that is the same at both is not being written. */
    static final Duration INTERVAL = Duration.ofMillis(300);

    /** Looks at which a jar is the same, and none: a build that pauses is not a broken one. */
    private static final int LOOKS_AT_A_BROKEN_JAR = 10;

    /** What has the gateway load the copy. */
    interface Reload {
        /**
         * Returns when it is loaded, or with the reason why the one of before goes on.
         *
         * @throws LocalException if it is not known which
         */
        Optional<String> reload() throws InterruptedException;
    }

    private final Path jar;
    private final AppCopies copies;
    private final Reload gateway;
    private final Terminal terminal;
    private FileState tried;
    private FileState seen;
    private int looks;

    /** @param running what the jar was when the copy was made that runs */
    AppWatch(Path jar, FileState running, AppCopies copies, Reload gateway, Terminal terminal) {
        this.jar = jar;
        this.copies = copies;
        this.gateway = gateway;
        this.terminal = terminal;
        this.tried = running;
        this.seen = running;
    }

    /** Until the thread is interrupted. */
    void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(INTERVAL.toMillis());
                lookAndSay();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookAndSay() throws InterruptedException {
        try {
            look();
        } catch (RuntimeException e) {
            // The folder of the copies, for instance, may be gone: what runs goes on.
            terminal.line("  " + e.getMessage());
        }
    }

    void look() throws InterruptedException {
        FileState now = FileState.of(jar);
        looks = now.equals(seen) ? looks + 1 : 0;
        seen = now;
        if (looks > 0 && !now.isMissing() && !now.equals(tried)) {
            load(now);
        }
    }

    private void load(FileState state) throws InterruptedException {
        try {
            AppJar.requireWhole(jar);
        } catch (LocalException e) {
            if (looks >= LOOKS_AT_A_BROKEN_JAR) {
                tried = state;
                staysAsItWas(String.valueOf(e.getMessage()));
            }
            return;
        }
        tried = state;
        Runnable takeBack = copies.use(jar);
        if (!FileState.of(jar).equals(state)) {
            // Written meanwhile: the next look finds it changed.
            takeBack.run();
            return;
        }
        report(gateway.reload(), takeBack);
    }

    private void report(Optional<String> problem, Runnable takeBack) {
        if (problem.isPresent()) {
            takeBack.run();
            staysAsItWas(problem.get());
        } else {
            copies.forgetOthers();
            terminal.line("  the application is loaded anew");
        }
    }

    private void staysAsItWas(String reason) {
        terminal.line("  the application stays as it was: " + reason);
    }
}
