package scf.websocket.scfws;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A list of the gateway, page by page. */
final class Pages {
    private static final int PAGE = 500;

    private final Gateway gateway;
    private final Output output;
    private final String path;
    private final String member;
    private final String api;
    private final int limit;

    /**
     * @param member of the answer that holds the list
     * @param api only entries of this API; empty for all
     * @param limit the most entries
     */
    Pages(Gateway gateway, Output output, String path, String member, String api, int limit) {
        this.gateway = gateway;
        this.output = output;
        this.path = path;
        this.member = member;
        this.api = api;
        this.limit = limit;
    }

    /** @param pageEnds called after each page */
    void each(Consumer<JsonNode> entries, Runnable pageEnds) {
        int left = Math.max(0, limit);
        int seen = 0;
        String next = "";
        JsonNode page;
        do {
            page = gateway.admin(path + "?limit=" + Math.max(1, Math.min(PAGE, left)) + parameter("api", api)
                    + parameter("after", next));
            output.progressEnds();
            for (JsonNode entry : page.path(member)) {
                if (left > 0) {
                    entries.accept(entry);
                    left--;
                    seen++;
                }
            }
            pageEnds.run();
            next = page.path("next").asText("");
            output.progress(seen + " of " + page.path("total").asText());
        } while (left > 0 && !next.isEmpty());
        output.progressEnds();
        List<String> lacking = lacking(page);
        if (!lacking.isEmpty()) {
            output.note("Not included, because they did not answer: gateways " + String.join(", ", lacking) + ".");
        }
    }

    static String parameter(String name, String value) {
        return value.isEmpty() ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static List<String> lacking(JsonNode answer) {
        List<String> lacking = new ArrayList<>();
        answer.path("lacking").forEach(node -> lacking.add(node.asText()));
        return lacking;
    }

    /** Says that an answer is about one gateway, if there are others. */
    static void noteOthers(Output output, JsonNode answer) {
        List<String> lacking = lacking(answer);
        if (!lacking.isEmpty()) {
            output.note("This is gateway " + answer.path("node").asText() + "; not included: "
                    + String.join(", ", lacking) + ". Ask each at its own --url.");
        }
    }
}
