package scf.websocket.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The jar of {@code --app}: an application and the handlers of all three functions in one file. */
final class AppJar {
    private static final String HOW =
            "It should be the target/functions.jar that mvn package makes in a project whose parent"
                    + " is scf.websocket:application-parent.";

    private AppJar() {}

    /**
     * @param kind one of {@link StackFiles#KINDS}
     * @return the handler's class
     */
    static String handlerClass(String kind) {
        return "scf.websocket." + kind + "." + Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + "Function";
    }

    /** @throws LocalException with a message of one line, if the file or one of its handlers is missing */
    static void require(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw LocalException.ofOption("--app: there is no file " + jar.toAbsolutePath() + ". " + HOW);
        }
        try (ZipFile file = new ZipFile(jar.toFile())) {
            for (String kind : StackFiles.KINDS) {
                String type = handlerClass(kind);
                if (file.getEntry(type.replace('.', '/') + ".class") == null) {
                    throw LocalException.ofOption("--app: " + jar + " does not hold the handler " + type + ". " + HOW);
                }
            }
        } catch (ZipException e) {
            throw LocalException.ofOption("--app: " + jar + " is not a jar. " + HOW);
        } catch (IOException e) {
            throw LocalException.ofOption("--app: " + jar + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * As {@link #require}, for a jar that a build may be writing: reads all of it, because a jar that is half overwritten already lists all
     * its entries.
     *
     * @throws LocalException as {@link #require}
     */
    static void requireWhole(Path jar) {
        require(jar);
        try (ZipFile file = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(file.entries())) {
                try (InputStream content = file.getInputStream(entry)) {
                    content.transferTo(OutputStream.nullOutputStream());
                }
            }
        } catch (IOException e) {
            throw LocalException.ofOption("--app: " + jar + " is damaged: " + e.getMessage());
        }
    }
}
