package scf.websocket.gateway.options;

import picocli.CommandLine.Option;
import scf.websocket.gateway.function.FunctionTarget;

/** Where the functions are, and how they are called. */
public final class FunctionOptions {
    private static final FunctionTarget NONE = FunctionTarget.parse("http://0.0.0.0/");

    @Option(
            names = "--register",
            required = true,
            paramLabel = "TARGET",
            description = "Asked before a client is let in.")
    public FunctionTarget register = NONE;

    @Option(names = "--transmission", required = true, paramLabel = "TARGET", description = "Takes the messages.")
    public FunctionTarget transmission = NONE;

    @Option(
            names = "--cleanup",
            required = true,
            paramLabel = "TARGET",
            description = "Told that a connection has ended. A TARGET is " + FunctionTarget.FORMS + ".")
    public FunctionTarget cleanup = NONE;

    @Option(
            names = "--function-timeout",
            paramLabel = "SECONDS",
            description = "Time limit of the functions. Default: 10.")
    public int functionTimeout = 10;

    @Option(
            names = "--instances",
            paramLabel = "COUNT",
            description = "Instances of each jar: target that may run in parallel. Default: 8.")
    public int instances = 8;

    void check() {
        Bounds.between("--function-timeout", functionTimeout, 1, 900);
        Bounds.between("--instances", instances, 1, 256);
    }
}
