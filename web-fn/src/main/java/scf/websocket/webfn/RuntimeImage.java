package scf.websocket.webfn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A package's Java: a jlink image with exactly the modules that the package needs. */
final class RuntimeImage {
    /** The modules of the functions: the database, its sign-in, TLS and logging. */
    static final List<String> FUNCTIONS = List.of(
            "java.base",
            "java.logging",
            "java.management",
            "java.naming",
            "java.security.sasl",
            "java.sql",
            "java.xml",
            "jdk.unsupported");

    /** The modules of gateway and functions. The training run uses all of them and fails if one is missing. */
    static final List<String> GATEWAY = Stream.concat(FUNCTIONS.stream(), Stream.of("java.net.http", "jdk.net"))
            .toList();

    /** Elliptic curves, for TLS; part of java.base since Java 22. */
    private static final String CURVES = "jdk.crypto.ec";

    /** Translated messages, which nobody reads here: 0.6 MB of the zip. */
    private static final String OTHER_LANGUAGES =
            "regex:.+_(de|es|fr|it|ja|ko|pt_BR|sv|zh_CN|zh_HK|zh_TW)\\.(class|properties)";

    /** Unneeded tools: keytool, the image's file system for other Javas, and the launcher for jars as executables. */
    private static final List<String> NOT_NEEDED = List.of("bin/keytool", "lib/jrt-fs.jar", "lib/jexec");

    private final Path home;

    private RuntimeImage(Path home) {
        this.home = home;
    }

    /**
     * Creates the image.
     *
     * @param needed the modules
     * @param home a directory that does not exist yet
     */
    static RuntimeImage link(Jdk jdk, List<String> needed, Path home, Path logs) {
        List<String> modules = new ArrayList<>(needed);
        if (jdk.feature() < 22) {
            modules.add(CURVES);
        }
        Command.run(
                List.of(
                        jdk.jlink().toString(),
                        // Saves half of the processor time; the image is the same to the byte.
                        "-J-XX:TieredStopAtLevel=1",
                        "--add-modules=" + String.join(",", modules),
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--exclude-resources=" + OTHER_LANGUAGES,
                        "--output=" + home),
                logs,
                logs.resolve("jlink.log"));
        RuntimeImage image = new RuntimeImage(home);
        try {
            for (String file : NOT_NEEDED) {
                Files.deleteIfExists(home.resolve(file));
            }
            LegalNotices.tidy(home.resolve("legal"));
            image.strip(logs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return image;
    }

    /** Removes debug symbols, 1.5 MB of the zip with Temurin's libraries. Without binutils they stay. */
    private void strip(Path logs) throws IOException {
        if (Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .noneMatch(folder -> Files.isExecutable(Path.of(folder, "strip")))) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("strip", "--strip-unneeded"));
        nativeFiles().forEach(file -> command.add(file.toString()));
        Command.run(command, home, logs.resolve("strip.log"));
    }

    /** Returns {@code bin/java} and the shared libraries. */
    List<Path> nativeFiles() throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("lib"))) {
            return Stream.concat(
                            Stream.of(java()),
                            files.filter(file -> file.toString().endsWith(".so"))
                                    .sorted())
                    .toList();
        }
    }

    Path java() {
        return home.resolve("bin/java");
    }

    /** Returns the class list, needed only to create Java's own archive. */
    Path classList() {
        return home.resolve("lib/classlist");
    }
}
