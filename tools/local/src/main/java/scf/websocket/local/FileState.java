package scf.websocket.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * Size and time of a file: as a rule, equal states mean equal content.
 *
 * @param bytes size of the file; negative if it does not exist
 */
record FileState(long bytes, FileTime modified) {
    private static final FileState MISSING = new FileState(-1, FileTime.fromMillis(0));

    static FileState of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileState(attributes.size(), attributes.lastModifiedTime());
        } catch (IOException e) {
            return MISSING;
        }
    }

    boolean isMissing() {
        return bytes < 0;
    }
}
