package scf.websocket.gateway.invoke;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * The state of a {@code jar:} target at one time; equal versions are the same file. A target may be a symbolic link
 * that later points elsewhere, while existing instances keep reading the file that it pointed to.
 *
 * @param path without symbolic links
 * @param fileKey distinguishes a file from its replacement with the same name; null if the system has no such key
 */
record JarVersion(
        Path path, FileTime modified, long bytes, @Nullable Object fileKey) {
    /** @throws FunctionLoadException if the file does not exist */
    static JarVersion of(FunctionTarget.Jar target) {
        try {
            Path path = target.path().toRealPath();
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                return new JarVersion(path, attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            }
        } catch (IOException e) {
            // Missing or unreadable: the same message, which names the file.
        }
        throw new FunctionLoadException("there is no file " + target.path().toAbsolutePath(), null);
    }
}
