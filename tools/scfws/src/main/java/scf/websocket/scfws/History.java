package scf.websocket.scfws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code history}. */
@CommandLine.Command(name = "history", description = "Prints what was published to a channel and is kept.")
final class History extends Command {
    @Parameters(index = "0", paramLabel = "CHANNEL", description = "The channel.")
    private String channel = "";

    @Option(names = "--limit", paramLabel = "COUNT", description = "At most this many. Default: 20.")
    private int limit = 20;

    @Option(names = "--reverse", description = "The latest first.")
    private boolean reverse;

    @Option(names = "--json", description = "Print JSON, an object for each publication, one a line.")
    private boolean json;

    @Override
    void run() {
        ObjectNode parameters = Json.object().put("channel", channel).put("limit", limit);
        if (reverse) {
            parameters.put("reverse", true);
        }
        JsonNode result = gateway().api("history", parameters);
        Listing listing = new Listing(output(), json, "OFFSET", "DATA");
        for (JsonNode publication : result.path("publications")) {
            listing.add(
                    publication,
                    publication.path("offset").asText(),
                    publication.path("data").toString());
        }
        listing.flush();
    }
}
