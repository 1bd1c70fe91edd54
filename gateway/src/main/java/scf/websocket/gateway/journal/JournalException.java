package scf.websocket.gateway.journal;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.util.Set;
import scf.websocket.gateway.failure.TransientFault;

/** The journal cannot be opened. The message is written for the user of the command line. */
public final class JournalException extends RuntimeException implements TransientFault {
    private static final long serialVersionUID = 1L;

    private static final Set<String> SETTINGS = Set.of("Not a directory", "Read-only file system");

    private final boolean passing;

    /** @param passing whether the directory may be usable later */
    JournalException(String message, boolean passing) {
        super(message);
        this.passing = passing;
    }

    JournalException(String message, Throwable cause) {
        super(message, cause);
        this.passing = !isSetting(cause);
    }

    /** Whether a path or permission is wrong, unlike a full disk or a directory that is not mounted yet. */
    private static boolean isSetting(Throwable cause) {
        return cause instanceof AccessDeniedException
                || cause instanceof FileAlreadyExistsException
                || cause instanceof NotDirectoryException
                || (cause instanceof FileSystemException fault && SETTINGS.contains(String.valueOf(fault.getReason())));
    }

    @Override
    public boolean mayPass() {
        return passing;
    }
}
