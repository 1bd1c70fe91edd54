package scf.websocket.scfws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code publish}. */
@CommandLine.Command(name = "publish", description = "Publishes to a channel.")
final class Publish extends Command {
    @Parameters(index = "0", paramLabel = "CHANNEL", description = "The channel.")
    private String channel = "";

    @Parameters(index = "1", paramLabel = "DATA", description = "JSON. -: one for each line of standard input.")
    private String data = "";

    @Option(names = "--text", description = "DATA is a text instead of JSON.")
    private boolean text;

    @Option(names = "--json", description = "Print the results.")
    private boolean json;

    @Override
    void run() {
        Texts.each(data, System.in, output(), one -> {
            ObjectNode parameters = Json.object().put("channel", channel);
            parameters.set("data", text ? TextNode.valueOf(one) : parsed(one));
            JsonNode result = gateway().api("publish", parameters);
            if (json) {
                output().line(result.toString());
            } else if (result.has("offset")) {
                output().line("offset " + result.path("offset").asText());
            }
            output().flush();
        });
    }

    private static JsonNode parsed(String data) {
        return Json.parse(data)
                .orElseThrow(() -> new CommandException(ExitCode.USAGE, "DATA is not JSON; --text sends it as a text"));
    }
}
