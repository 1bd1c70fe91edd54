package scf.websocket.deploy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A directory that is zipped and loaded by SCF's Java runtime: classes at its root, jars in {@code lib/}. */
final class FunctionFolder {
    private final Path folder;

    FunctionFolder(Path folder) {
        this.folder = folder;
    }

    /** Returns what is wrong with the directory, as text to follow its name; empty if it is valid. */
    Optional<String> problem() {
        if (!Files.isDirectory(folder)) {
            return Optional.of("is not there: ./mvnw package builds it");
        }
        return jars(folder).isEmpty()
                ? Optional.empty()
                : Optional.of("contains a jar, which would be a jar inside a zip: move it to lib/, or unpack it");
    }

    /** Returns what is wrong with the handler, as text to follow the handler string; empty if it is valid. */
    Optional<String> handlerProblem(String className, String methodName, int newestJava) {
        try (URLClassLoader loader = loader()) {
            Class<?> type = Class.forName(className, false, loader);
            int java = java(loader, className);
            if (java > newestJava) {
                return Optional.of("names a class for Java " + java + ", which Java " + newestJava + " does not load");
            }
            return HandlerSignature.problem(type, methodName);
        } catch (ClassNotFoundException e) {
            return Optional.of("names a class that is not in its src: " + className);
        } catch (LinkageError e) {
            return Optional.of("names a class that needs one that is not in its src: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Loads the platform's and the directory's classes only: neither those of this process nor those of SCF's runtime,
     * which are unknown.
     */
    private URLClassLoader loader() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        urls.add(folder.toUri().toURL());
        for (Path jar : jars(folder.resolve("lib"))) {
            urls.add(jar.toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static int java(ClassLoader loader, String className) throws IOException {
        String resource = className.replace('.', '/') + ".class";
        try (InputStream bytes = loader.getResourceAsStream(resource)) {
            if (bytes == null) {
                throw new IOException("no " + resource);
            }
            DataInputStream header = new DataInputStream(bytes);
            header.skipNBytes(6);
            // JVMS 4.1: 45 is Java 1.
            return header.readUnsignedShort() - 44;
        }
    }

    private static List<Path> jars(Path in) {
        if (!Files.isDirectory(in)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(in)) {
            return entries.filter(entry -> entry.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
