package scf.websocket.scfws;

import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code sweep}. */
@CommandLine.Command(
        name = "sweep",
        description = "Runs the sweep once, in this process: it removes the rows of connections that are gone.",
        footer = {
            "",
            "It needs the variables of the function: DB_HOST, DB_USER and the others of the",
            "database, PUSH_URL, and PUSH_TOKEN if the gateway has tokens. Without JAR it",
            "takes cleanup-fn/target/cleanup-fn.jar."
        })
final class Sweep extends Command {
    private static final String HANDLER = "!scf.websocket.cleanup.SweepFunction::mainHandler";
    private static final String TIMER = "{\"Type\":\"Timer\",\"TriggerName\":\"scfws\",\"Time\":\"\",\"Message\":\"\"}";

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "JAR",
            description = "A jar with the cleanup function, such as target/functions.jar of an application.")
    private String jar = "cleanup-fn/target/cleanup-fn.jar";

    @Override
    void run() {
        try (HandlerJar sweep = HandlerJar.load(jar + HANDLER)) {
            sweep.print(TIMER, output());
        }
    }
}
