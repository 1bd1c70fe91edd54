package scf.websocket.scfws;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Standard output and standard error of a command, in UTF-8. Not thread-safe. */
final class Output {
    private static final String PROGRESS = "scfws.progress";
    private static final int BUFFER_BYTES = 16 * 1024;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean progress;

    private Output(OutputStream out, OutputStream err, boolean progress) {
        this.out = new PrintStream(new BufferedOutputStream(out, BUFFER_BYTES), false, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.progress = progress;
    }

    /** Returns the process's own streams. */
    static Output ofProcess() {
        return new Output(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                // Set by the script if standard error is a terminal: Java cannot tell.
                Boolean.getBoolean(PROGRESS));
    }

    static Output of(OutputStream out, OutputStream err) {
        return new Output(out, err, false);
    }

    /** Writes a line, which {@link #flush} sends. */
    void line(String text) {
        out.println(text);
    }

    /** @throws PipeClosedException if nobody reads it */
    void flush() {
        if (out.checkError()) {
            throw new PipeClosedException();
        }
    }

    /** Writes a remark that is not part of the result. */
    void note(String text) {
        err.println(text);
    }

    /** Shows how far a long command is, over and over in one line, if a person watches. */
    void progress(String text) {
        if (progress) {
            err.print("\r\u001b[K" + text);
        }
    }

    /** Removes the progress. */
    void progressEnds() {
        progress("");
    }

    /** Replaces what a terminal would obey: names come from clients. */
    static String printable(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
        return clean.toString();
    }
}
