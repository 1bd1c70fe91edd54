package scf.websocket.scfws;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code broadcast}. */
@CommandLine.Command(
        name = "broadcast",
        description = "Sends a message to all connections of the API, or to the members of a group, on all gateways.",
        footer = {"", "Prints how many of this gateway's connections got it."})
final class Broadcast extends Command {
    @Parameters(index = "0", paramLabel = "TEXT", description = "The message. -: one for each line of standard input.")
    private String text = "";

    @Option(names = "--group", paramLabel = "NAME", description = "Only to members of this group.")
    private String group = "*";

    @Option(names = "--json", description = "Print the gateway's answers.")
    private boolean json;

    @Override
    void run() {
        Texts.each(text, System.in, output(), message -> {
            JsonNode answer = gateway()
                    .push(Json.object()
                            .put("action", "data send")
                            .put("group", group)
                            .put("dataType", "text")
                            .put("data", message));
            output().line(
                            json
                                    ? answer.toString()
                                    : "sent to " + answer.path("delivered").asText("0") + ", failed for "
                                            + answer.path("failed").asText("0"));
            output().flush();
        });
    }
}
