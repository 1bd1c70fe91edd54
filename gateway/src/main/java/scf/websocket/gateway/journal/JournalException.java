package scf.websocket.gateway.journal;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.util.Set;
import scf.websocket.gateway.failure.TransientFault;

/** The journal cannot be opened. The message is for whoever wrote the command line. */
public final class JournalException extends RuntimeException implements TransientFault {
    private static final long serialVersionUID = 1L;

    private static final Set<String> SETTINGS = Set.of("Not a directory", "Read-only file system");

    private final boolean passing;

    /** @param passing whether the folder may be usable in a moment */
    JournalException(String message, boolean passing) {
        super(message);
        this.passing = passing;
    }

    JournalException(String message, Throwable cause) {
        super(message, cause);
        this.passing = !isSetting(cause);
    }

    /** A path or a right that is wrong, unlike a full disk or one that is not there yet. */
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
