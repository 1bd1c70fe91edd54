package scf.websocket.scfws;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code presence}. */
@CommandLine.Command(name = "presence", description = "Lists the clients in a channel.")
final class Presence extends Command {
    @Parameters(index = "0", paramLabel = "CHANNEL", description = "The channel.")
    private String channel = "";

    @Option(names = "--json", description = "Print JSON, an object for each client, one a line.")
    private boolean json;

    @Override
    void run() {
        JsonNode result = gateway().api("presence", Json.object().put("channel", channel));
        Listing listing = new Listing(output(), json, "CLIENT", "USER");
        for (JsonNode client : result.path("presence")) {
            listing.add(
                    client, client.path("client").asText(), client.path("user").asText());
        }
        listing.flush();
    }
}
