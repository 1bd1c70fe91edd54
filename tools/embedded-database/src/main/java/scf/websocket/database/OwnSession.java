package scf.websocket.database;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts a command in a session of its own. Ctrl-C in the terminal signals every process of the foreground group; this way it reaches this
 * JVM alone, which decides the order of the stops. (MariaDB shuts down on SIGINT even if the signal was ignored when it started.)
 */
public final class OwnSession {
    private static final String PERL = "use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV";

    private OwnSession() {}

    /** The command with the necessary prefix; unchanged where no program for it exists. The process id stays that of the command. */
    public static List<String> of(List<String> command) {
        List<String> prefix = Platform.current().isPosix() ? prefix() : List.of();
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return List.copyOf(all);
    }

    private static List<String> prefix() {
        if (isOnPath("setsid")) {
            return List.of("setsid");
        }
        // macOS has no setsid command, but it has Perl.
        return isOnPath("perl") ? List.of("perl", "-e", PERL, "--") : List.of();
    }

    private static boolean isOnPath(String program) {
        String path = System.getenv("PATH");
        return path != null
                && Stream.of(path.split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
