package scf.websocket.scfws;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The text that a command sends: its argument, or each line of standard input. */
final class Texts {
    private Texts() {}

    /**
     * @param argument a text; {@code -} for the lines of standard input
     * @param send called for each text, in order
     */
    static void each(String argument, InputStream in, Output output, Consumer<String> send) {
        if (!argument.equals("-")) {
            send.accept(argument);
            return;
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try {
            int sent = 0;
            String line = lines.readLine();
            while (line != null) {
                send.accept(line);
                output.progress(++sent + " sent");
                line = lines.readLine();
            }
            output.progressEnds();
        } catch (IOException e) {
            throw new CommandException(ExitCode.FAILED, "standard input cannot be read: " + e.getMessage(), e);
        }
    }
}
