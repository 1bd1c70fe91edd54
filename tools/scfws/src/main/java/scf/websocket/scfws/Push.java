package scf.websocket.scfws;

import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code push}. */
@CommandLine.Command(name = "push", description = "Sends a message to one connection.")
final class Push extends Command {
    @Parameters(index = "0", paramLabel = "ID", description = "The connection; scfws connections lists them.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "TEXT", description = "The message. -: one for each line of standard input.")
    private String text = "";

    @Option(names = "--binary", description = "TEXT is base64 of a binary message.")
    private boolean binary;

    @Override
    void run() {
        Texts.each(
                text,
                System.in,
                output(),
                message -> gateway()
                        .push(Json.object()
                                .put("action", "data send")
                                .put("secConnectionID", id)
                                .put("dataType", binary ? "binary" : "text")
                                .put("data", message)));
    }
}
