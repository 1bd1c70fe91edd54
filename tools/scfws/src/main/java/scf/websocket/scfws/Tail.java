package scf.websocket.scfws;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code tail}. */
@CommandLine.Command(
        name = "tail",
        description =
                "Shows the events of a gateway as they happen, until Ctrl-C: handshakes, calls of functions, pushes, ends.",
        footer = {
            "",
            "Payloads are never shown. A terminal that is too slow loses events, and says",
            "how many. --json prints the gateway's own lines."
        })
final class Tail extends Command {
    @Option(names = "--api", paramLabel = "API-ID", description = "Only events of this API.")
    private String api = "";

    @Option(names = "--connection", paramLabel = "ID", description = "Only events of this connection.")
    private String connection = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    void run() {
        String parameters = Pages.parameter("api", api) + Pages.parameter("connection", connection);
        String query = parameters.isEmpty() ? "" : "?" + parameters.substring(1);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(gateway().events(query), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                show(line);
                // Also after an empty line, which shows whether anybody still reads.
                output().flush();
                line = lines.readLine();
            }
        } catch (IOException e) {
            throw ended(e);
        }
        throw ended(null);
    }

    private static CommandException ended(@Nullable IOException cause) {
        String text = "the gateway has closed the stream";
        return cause == null
                ? new CommandException(ExitCode.NOT_REACHED, text)
                : new CommandException(ExitCode.NOT_REACHED, text, cause);
    }

    private void show(String line) {
        if (line.isEmpty()) {
            return;
        }
        JsonNode event = Json.parse(line).orElseGet(Json::object);
        if (event.path("event").asText().equals("watching")) {
            Pages.noteOthers(output(), event);
            output().note("Watching. Ctrl-C ends it.");
            return;
        }
        output().line(json ? line : Output.printable(readable(event)));
    }

    private static String readable(JsonNode event) {
        StringJoiner words = new StringJoiner("  ");
        String at = event.path("at").asText();
        words.add(at.length() > 19 ? at.substring(11, Math.min(23, at.length())).replace("Z", "") : at);
        String kind = event.path("event").asText();
        words.add(String.format("%-12s", kind));
        switch (kind) {
            case "push" -> push(words, event);
            case "end" ->
                words.add(event.path("connection").asText())
                        .add(event.path("cause").asText())
                        .add(event.path("seconds").asText() + " s")
                        .add(event.path("messagesIn").asText() + " in, "
                                + event.path("messagesOut").asText() + " out");
            case "opened" -> words.add(event.path("connection").asText());
            case "refused" ->
                words.add(event.path("connection").asText("a client"))
                        .add("with " + event.path("status").asText());
            case "fault" ->
                words.add(event.path("kind").asText() + " #" + event.path("id").asText())
                        .add(event.path("state").asText());
            case "lost" -> words.add(event.path("count").asText() + " events, because this end reads too slowly");
            default ->
                words.add(event.path("connection").asText())
                        .add(event.path("outcome").asText())
                        .add(event.path("millis").asText() + " ms");
        }
        return words.toString();
    }

    private static void push(StringJoiner words, JsonNode event) {
        words.add(event.path("via").asText() + " " + event.path("action").asText("rejected"));
        list(words, event, "connections");
        list(words, event, "groups");
        event.path("outcomes")
                .properties()
                .forEach(outcome ->
                        words.add(outcome.getKey() + " " + outcome.getValue().asText()));
    }

    private static void list(StringJoiner words, JsonNode event, String name) {
        event.path(name).forEach(entry -> words.add(entry.asText()));
        if (event.has(name + "Left")) {
            words.add("and " + event.path(name + "Left").asText() + " more");
        }
    }
}
