package scf.websocket.gateway;

/** The bounds of the options. Each message names its option and what is right. */
final class OptionChecks {
    private OptionChecks() {}

    /** @throws IllegalArgumentException for the first option that is out of its bounds */
    static void check(GatewayOptions options) {
        between("--port", options.port, 0, 65535);
        between("--push-port", options.pushPort, 0, 65535);
        between("--idle", options.idle, 1, 7200);
        between("--ping", options.ping, 1, 3600);
        between("--pong", options.pong, 1, 3600);
        between("--max-message", options.maxMessage, 1, 16 * 1024 * 1024);
        between("--queue", options.queue, 1, 10_000);
        between("--send-queue", options.sendQueue, 1024, 1 << 30);
        between("--handshake-timeout", options.handshakeTimeout, 1, 300);
        between("--function-timeout", options.functionTimeout, 1, 900);
        between("--instances", options.instances, 1, 256);
        between("--stop-timeout", options.stopTimeout, 0, 3600);
        if (!options.path.matches("/[\\w./~-]*[\\w~-]")) {
            throw new IllegalArgumentException("--path must be like /release/websocket, but is '" + options.path + "'");
        }
        if (!options.apiId.matches("[\\w.-]+")) {
            throw new IllegalArgumentException("--api-id must be like api-local, but is '" + options.apiId + "'");
        }
    }

    private static void between(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    option + " must be between " + least + " and " + most + ", but is " + value);
        }
    }
}
