package scf.websocket.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The unpacked server. The first process that needs it unpacks it below the base. Immutable. */
record ServerFiles(Platform platform, Path home) {
    /**
     * @param fallback used if the base is not writable, as for a user without a home
     * @throws DatabaseStartException if the class path holds no server for this platform
     */
    static ServerFiles unpack(Platform platform, Path base, Path fallback, Consumer<String> progress)
            throws InterruptedException {
        try {
            return unpackBelow(writable(base) ? base : fallback, platform, progress);
        } catch (IOException e) {
            throw new DatabaseStartException("Cannot unpack MariaDB below " + base + ": " + e.getMessage(), e);
        }
    }

    Path executable() {
        return home.resolve(platform.executable());
    }

    Path share() {
        return home.resolve(platform.share());
    }

    /** Where the tables of a new server are kept, beside the server that made them. */
    Path newTables() {
        return home.resolveSibling(platform.baseName() + "-tables");
    }

    /** The SQL for the system tables, in the order that the server requires. */
    String systemTables() {
        StringBuilder sql = new StringBuilder();
        for (String name :
                List.of("mariadb_system_tables", "mariadb_system_tables_data", "maria_add_gis_sp_bootstrap")) {
            try {
                sql.append(Files.readString(share().resolve(name + ".sql"))).append('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sql.toString();
    }

    private static boolean writable(Path base) {
        try {
            Files.createDirectories(base);
            return Files.isWritable(base);
        } catch (IOException | ReadOnlyFileSystemException e) {
            return false;
        }
    }

    private static ServerFiles unpackBelow(Path base, Platform platform, Consumer<String> progress)
            throws IOException, InterruptedException {
        Files.createDirectories(base);
        Path home = base.resolve(platform.baseName());
        Folders.makeOnce(home, partial -> {
            progress.accept("unpacking MariaDB to " + home + " (once)");
            copy(platform, partial);
        });
        return new ServerFiles(platform, home);
    }

    private static void copy(Platform platform, Path target) throws IOException {
        try (JarFile jar = artifact(platform)) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                if (!entry.isDirectory() && entry.getName().startsWith(platform.resourceFolder())) {
                    String name =
                            entry.getName().substring(platform.resourceFolder().length());
                    if (platform.needs(name)) {
                        copy(jar, entry, target.resolve(name).normalize());
                    }
                }
            }
        }
        Path executable = target.resolve(platform.executable());
        if (!executable.toFile().setExecutable(true)) {
            throw new AccessDeniedException(executable.toString(), null, "cannot be made executable");
        }
    }

    private static void copy(JarFile jar, JarEntry entry, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, target);
        }
    }

    private static JarFile artifact(Platform platform) throws IOException {
        URL url = ServerFiles.class.getClassLoader().getResource(platform.resourceFolder() + platform.executable());
        if (url == null || !(url.openConnection() instanceof JarURLConnection connection)) {
            throw new DatabaseStartException("There is no embedded MariaDB for " + System.getProperty("os.name")
                    + " on " + System.getProperty("os.arch") + "; use a database of your own");
        }
        connection.setUseCaches(false);
        return connection.getJarFile();
    }
}
