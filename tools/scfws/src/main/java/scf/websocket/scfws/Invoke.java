package scf.websocket.scfws;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code invoke}. */
@CommandLine.Command(
        name = "invoke",
        description = "Calls a handler of a jar with an event, as SCF would, and prints its answer.",
        footer = {
            "",
            "The function has its own class loader and the variables of this process, so",
            "set those that it needs, such as DB_HOST, before the command. Its log goes to",
            "standard error; standard output has the answer alone."
        })
final class Invoke extends Command {
    @Parameters(
            index = "0",
            paramLabel = "JAR!CLASS::METHOD",
            description = "The handler, as in the gateway's jar: targets.")
    private String handler = "";

    @Parameters(index = "1", paramLabel = "EVENT", description = "A file with the event's JSON; - for standard input.")
    private String event = "";

    @Override
    void run() {
        try (HandlerJar jar = HandlerJar.load(handler)) {
            jar.print(read(), output());
        }
    }

    private String read() {
        try {
            return event.equals("-")
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(event));
        } catch (IOException e) {
            throw new CommandException(ExitCode.USAGE, "the event cannot be read: " + e, e);
        }
    }
}
