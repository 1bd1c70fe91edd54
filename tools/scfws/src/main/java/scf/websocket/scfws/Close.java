package scf.websocket.scfws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code close}. */
@CommandLine.Command(
        name = "close",
        description = "Closes one connection by its id, those that all given filters fit, or all.",
        footer = {
            "",
            "An id, --api, --group and --all reach all gateways; --address only the one",
            "that SCFWS_URL names. Prints how many connections of this one are closed."
        })
final class Close extends Command {
    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "The connection.")
    private @Nullable String id;

    @Option(names = "--api", paramLabel = "API-ID", description = "Connections of this API.")
    private @Nullable String api;

    @Option(names = "--group", paramLabel = "NAME", description = "Members of this group.")
    private @Nullable String group;

    @Option(names = "--address", paramLabel = "ADDRESS", description = "Connections from this IP address.")
    private @Nullable String address;

    @Option(names = "--all", description = "All connections.")
    private boolean all;

    @Option(names = "--code", paramLabel = "CODE", description = "The close code. Default: 1000.")
    private int code = 1000;

    @Option(names = "--reason", paramLabel = "TEXT", description = "The reason for the client.")
    private @Nullable String reason;

    @Option(names = "--json", description = "Print the gateway's answer.")
    private boolean json;

    @Override
    void run() {
        ObjectNode body = Json.object();
        put(body, "id", id);
        put(body, "api", api);
        put(body, "group", group);
        put(body, "address", address);
        if (all) {
            body.put("all", true);
        }
        if (body.isEmpty()) {
            throw new CommandException(ExitCode.USAGE, "say which connections: ID, --api, --group, --address or --all");
        }
        put(body, "reason", reason);
        JsonNode answer = gateway().postAdmin("/admin/close", body.put("code", code));
        int closed = answer.path("closed").asInt();
        if (id != null && closed == 0) {
            throw new CommandException(ExitCode.GONE, "the connection is gone");
        }
        output().line(json ? answer.toString() : "closed " + closed);
        if (answer.path("forwarded").asBoolean() && !answer.path("lacking").isEmpty()) {
            output().note("Other gateways close theirs, too, and do not report how many.");
        } else {
            Pages.noteOthers(output(), answer);
        }
    }

    private static void put(ObjectNode body, String name, @Nullable String value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}
