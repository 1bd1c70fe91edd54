package scf.websocket.gateway;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import scf.websocket.gateway.function.FunctionTarget;

/** The command line. Every option is also an environment variable: {@code --push-port} is {@code GATEWAY_PUSH_PORT}. */
final class GatewayOptions {
    private static final FunctionTarget NONE = FunctionTarget.parse("http://0.0.0.0/");

    @Option(
            names = "--register",
            required = true,
            paramLabel = "TARGET",
            description = "Asked before a client is let in.")
    FunctionTarget register = NONE;

    @Option(names = "--transmission", required = true, paramLabel = "TARGET", description = "Takes the messages.")
    FunctionTarget transmission = NONE;

    @Option(
            names = "--cleanup",
            required = true,
            paramLabel = "TARGET",
            description = "Told that a connection has ended. A TARGET is " + FunctionTarget.FORMS + ".")
    FunctionTarget cleanup = NONE;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Public listener: address. Default: all.")
    String host = "0.0.0.0";

    @Option(names = "--port", paramLabel = "PORT", description = "Public listener: port. Default: 8080.")
    int port = 8080;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "WebSocket path, stage first. Default: /release/websocket.")
    String path = "/release/websocket";

    @Option(
            names = "--push-host",
            paramLabel = "ADDRESS",
            description = "Internal listener: address. Default: 127.0.0.1.")
    String pushHost = "127.0.0.1";

    @Option(names = "--push-port", paramLabel = "PORT", description = "Internal listener: port. Default: 8081.")
    int pushPort = 8081;

    @Option(names = "--api-id", paramLabel = "ID", description = "Last part of the push URL. Default: api-local.")
    String apiId = "api-local";

    @Option(names = "--page", description = "Serve the chat page at / of the public listener.")
    boolean page;

    @Option(names = "--strict", description = "Speak only what Tencent documents.")
    boolean strict;

    @Option(names = "--check", description = "Check all settings and targets, then exit.")
    boolean check;

    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            description = "Close a connection without messages for so long. Default: 600.")
    int idle = 600;

    @Option(names = "--ping", paramLabel = "SECONDS", description = "Ping a client silent for so long. Default: 25.")
    int ping = 25;

    @Option(
            names = "--pong",
            paramLabel = "SECONDS",
            description = "Give up a client without pong for so long. Default: 10.")
    int pong = 10;

    @Option(
            names = "--max-message",
            paramLabel = "BYTES",
            description = "Largest message, in both directions; larger ones close with 1009. Default: 262144.")
    int maxMessage = 256 * 1024;

    @Option(
            names = "--queue",
            paramLabel = "COUNT",
            description = "Messages of one connection that wait before its socket is no longer read. Default: 16.")
    int queue = 16;

    @Option(
            names = "--send-queue",
            paramLabel = "BYTES",
            description = "Unsent bytes that make a client a slow consumer, closed with 1008. Default: 1048576.")
    int sendQueue = 1024 * 1024;

    @Option(
            names = "--handshake-timeout",
            paramLabel = "SECONDS",
            description = "For a client to send its handshake. Default: 10.")
    int handshakeTimeout = 10;

    @Option(
            names = "--function-timeout",
            paramLabel = "SECONDS",
            description = "Time limit of the functions. Default: 10.")
    int functionTimeout = 10;

    @Option(
            names = "--instances",
            paramLabel = "COUNT",
            description = "Instances of each jar: target that may run in parallel. Default: 8.")
    int instances = 8;

    @Option(
            names = "--stop-timeout",
            paramLabel = "SECONDS",
            description = "How long stopping may wait for cleanups to finish. Default: 30.")
    int stopTimeout = 30;

    @Option(names = "--parent-pid", hidden = true, description = "Stop when this process has ended.")
    @Nullable Long parentPid;
}
