package scf.websocket.gateway.invoke;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code jar:} target is at one time: two that are equal are the same file. A target may be a symbolic link, which then leads
 * elsewhere later, while the instances of before go on reading the file that it led to.
 *
 * @param path without symbolic links
 * @param fileKey tells a file from another that has taken its name; null where the system has none
 */
record JarVersion(
        Path path, FileTime modified, long bytes, @Nullable Object fileKey) {
    /** @throws FunctionLoadException if there is no such file */
    static JarVersion of(FunctionTarget.Jar target) {
        try {
            Path path = target.path().toRealPath();
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                return new JarVersion(path, attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            }
        } catch (IOException e) {
            // Missing, or not to be read: the message is the same, and names what somebody can look at.
        }
        throw new FunctionLoadException("there is no file " + target.path().toAbsolutePath(), null);
    }
}
