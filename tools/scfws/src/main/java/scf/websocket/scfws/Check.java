package scf.websocket.scfws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine;

/** {@code check}. */
@CommandLine.Command(
        name = "check",
        description = "Tells whether the gateway can be reached, is ready, and lets this command do its work.",
        footer = {
            "",
            "Sends nothing to clients. The HTTP API is checked if SCFWS_API_KEY is set.",
            "For the settings of a gateway before it starts, use its option --check."
        })
final class Check extends Command {
    private static final String NOBODY = "A".repeat(32);

    private boolean allGood = true;

    @Override
    void run() {
        Table table = new Table(output(), "WHAT", "RESULT");
        Answer alive = gateway().open("/healthz");
        row(table, "alive", alive.isOk(), "it answered " + alive.status());
        Answer ready = gateway().open("/readyz");
        row(table, "ready", ready.isOk(), "it takes no new clients now: /readyz says why");
        pushes(table);
        attempt(table, "/admin", () -> gateway().admin("/admin/connections?limit=1"));
        if (!gateway().addresses().apiKey().isEmpty()) {
            attempt(table, "HTTP API", () -> gateway().api("info", Json.object()));
        }
        table.flush();
        if (!allGood) {
            throw new CommandException(ExitCode.FAILED, "not everything is as it should be");
        }
    }

    /** A probe reaches no client; nobody has this id. */
    private void pushes(Table table) {
        attempt(table, "pushes", () -> {
            ObjectNode probe = Json.object().put("action", "probe");
            probe.putArray("secConnectionIDs").add(NOBODY);
            Answer answer = gateway().pushed(probe);
            // A strict gateway knows no probe, but it has let us in.
            if (answer.status() != 400) {
                gateway().accepted(answer);
            }
        });
    }

    private void attempt(Table table, String what, Runnable attempt) {
        try {
            attempt.run();
            row(table, what, true, "");
        } catch (CommandException e) {
            row(table, what, false, String.valueOf(e.getMessage()));
        }
    }

    private void row(Table table, String what, boolean good, String otherwise) {
        allGood &= good;
        table.row(what, good ? "ok" : otherwise);
    }
}
