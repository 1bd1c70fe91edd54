package scf.websocket.bench.capacity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the kernel of Linux has allocated for objects of its own, sockets among them. */
final class KernelMemory {
    private static final Pattern SLAB = Pattern.compile("^Slab:\\s+(\\d+) kB$", Pattern.MULTILINE);

    private KernelMemory() {}

    static long bytes() {
        try {
            return parse(Files.readString(Path.of("/proc/meminfo")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException if there is no such line */
    static long parse(String meminfo) {
        Matcher slab = SLAB.matcher(meminfo);
        if (!slab.find()) {
            throw new IllegalArgumentException("no line Slab in /proc/meminfo");
        }
        return Long.parseLong(slab.group(1)) * 1024;
    }
}
