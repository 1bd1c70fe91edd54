package scf.websocket.scfws;

import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code groups}. */
@CommandLine.Command(
        name = "groups",
        description = "Lists the groups that have members, with the number of these, on all gateways that answer.")
final class Groups extends Command {
    @Option(names = "--api", paramLabel = "API-ID", description = "Only those of this API.")
    private String api = "";

    @Option(names = "--limit", paramLabel = "COUNT", description = "At most this many. Default: all.")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--json", description = "Print JSON, an object for each group, one a line.")
    private boolean json;

    @Override
    void run() {
        Listing listing = new Listing(output(), json, "GROUP", "API", "MEMBERS");
        new Pages(gateway(), output(), "/admin/groups", "groups", api, limit)
                .each(
                        group -> listing.add(
                                group,
                                group.path("group").asText(),
                                group.path("api").asText(),
                                group.path("members").asText()),
                        listing::flush);
    }
}
