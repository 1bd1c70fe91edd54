package scf.websocket.webfn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A version of glibc, the C library of Linux.
 *
 * @param major 2
 * @param minor the number after the dot
 */
record Glibc(int major, int minor) implements Comparable<Glibc> {
    /** The version in CentOS 7.6, on which SCF's runtimes run (cloud.tencent.com/document/product/583/56126). */
    static final Glibc OF_SCF = new Glibc(2, 17);

    /** The version tag that the linker stores with each imported symbol. */
    private static final Pattern VERSION = Pattern.compile("GLIBC_(\\d{1,4})\\.(\\d{1,4})");

    /**
     * Returns the newest version that the binaries require, which is the oldest that they run on; 2.0 if they require
     * none.
     */
    static Glibc neededBy(List<Path> binaries) throws IOException {
        Glibc needed = new Glibc(2, 0);
        for (Path binary : binaries) {
            String bytes = Files.readString(binary, StandardCharsets.ISO_8859_1);
            Glibc newest = VERSION.matcher(bytes)
                    .results()
                    .map(Glibc::of)
                    .max(Comparator.naturalOrder())
                    .orElse(needed);
            needed = newest.compareTo(needed) > 0 ? newest : needed;
        }
        return needed;
    }

    private static Glibc of(MatchResult match) {
        return new Glibc(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)));
    }

    @Override
    public int compareTo(Glibc other) {
        return Comparator.comparingInt(Glibc::major)
                .thenComparingInt(Glibc::minor)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
