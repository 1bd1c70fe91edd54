package scf.websocket.scfws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code connections}. */
@CommandLine.Command(
        name = "connections",
        description = "Lists the connections, in the order of their ids.",
        footer = {
            "",
            "With several gateways it lists those of all that answer, and says which do not.",
            "CONTEXT is the size of the context in bytes.",
            "--json prints an object for each connection, one a line."
        })
final class Connections extends Command {
    @Option(names = "--api", paramLabel = "API-ID", description = "Only those of this API.")
    private String api = "";

    @Option(names = "--limit", paramLabel = "COUNT", description = "At most this many. Default: all.")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    void run() {
        Listing listing =
                new Listing(output(), json, "ID", "API", "ADDRESS", "SINCE", "IN", "OUT", "CONTEXT", "GROUPS");
        new Pages(gateway(), output(), "/admin/connections", "connections", api, limit)
                .each(connection -> add(listing, connection), listing::flush);
    }

    private static void add(Listing listing, JsonNode connection) {
        listing.add(
                connection,
                connection.path("id").asText(),
                connection.path("api").asText(),
                connection.path("address").asText(),
                connection.path("since").asText("opening"),
                connection.path("messagesIn").asText(),
                connection.path("messagesOut").asText(),
                connection.path("contextBytes").asText(),
                groups(connection));
    }

    private static String groups(JsonNode connection) {
        List<String> names = new ArrayList<>();
        connection.path("groups").forEach(name -> names.add(name.asText()));
        int more = connection.path("groupCount").asInt() - names.size();
        return String.join(",", names) + (more > 0 ? " and " + more + " more" : "");
    }
}
