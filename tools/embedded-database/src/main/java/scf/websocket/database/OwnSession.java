package scf.websocket.database;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts a command in a session of its own, so that Ctrl-C in the terminal, which goes to every process of the session's
 * foreground group, reaches this JVM alone and the JVM decides in which order things end. (A MariaDB server takes SIGINT for
 * an order to shut down, even where the signal was ignored when it started.)
 */
public final class OwnSession {
    private static final String PERL = "use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV";

    private OwnSession() {}

    /** The command with what it takes in front; unchanged where there is no way. The process id stays that of the command. */
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
        // macOS has no setsid command, but Perl.
        return isOnPath("perl") ? List.of("perl", "-e", PERL, "--") : List.of();
    }

    private static boolean isOnPath(String program) {
        String path = System.getenv("PATH");
        return path != null
                && Stream.of(path.split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
