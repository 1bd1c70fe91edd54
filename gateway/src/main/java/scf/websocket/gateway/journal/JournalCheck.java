package scf.websocket.gateway.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import scf.websocket.gateway.check.CheckResult;
import scf.websocket.gateway.failure.Failures;

/** Checks whether a directory can hold the journal, without changing it. */
public final class JournalCheck {
    private JournalCheck() {}

    /** A locked directory is not an error: the running gateway may hold the lock. */
    public static CheckResult of(Path folder) {
        String what = "--journal " + folder;
        if (!Files.exists(folder)) {
            Path parent = existing(folder.toAbsolutePath());
            return Files.isDirectory(parent) && Files.isWritable(parent)
                    ? CheckResult.good(what + ": will be made")
                    : CheckResult.bad(what + ": cannot be made in " + parent);
        }
        try {
            Files.delete(Files.createTempFile(folder, "check", ".tmp"));
        } catch (IOException e) {
            return CheckResult.bad(what + ": cannot be written to: " + Failures.line(e));
        }
        try {
            return JournalLock.isHeld(folder)
                    ? CheckResult.unknown(
                            what + ": can be written to, and is in use by another process, which has to end first")
                    : CheckResult.good(what + ": can be written to, and nobody else has it");
        } catch (IOException e) {
            return CheckResult.bad(what + ": its lock cannot be looked at: " + Failures.line(e));
        }
    }

    private static Path existing(Path folder) {
        Path present = folder;
        while (present.getParent() != null && !Files.exists(present)) {
            present = present.getParent();
        }
        return present;
    }
}
