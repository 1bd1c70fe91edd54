package scf.websocket.gateway.published;

import java.util.List;

/** The published examples: their folder, their functions and the WebSocket path that they expect. */
enum PublishedFunctions {
    /** Three functions in three files, as in Tencent's documentation. */
    DOCUMENTS("documents", "/release/websocket", "register", "transmission", "cleanup", "connections"),

    /** The chat that stores its connections in COS; path {@code /} of the stage {@code release}. */
    COS("cos", "/release/", "reg", "trans", "clean", "bucket"),

    /** One function for all three roles. */
    TEMPLATE("template", "/release/template", "index", "index", "index", "index");

    private final String folder;
    private final String path;
    private final String register;
    private final String transmission;
    private final String cleanup;
    private final String stored;

    PublishedFunctions(
            String folder, String path, String register, String transmission, String cleanup, String stored) {
        this.folder = folder;
        this.path = path;
        this.register = register;
        this.transmission = transmission;
        this.cleanup = cleanup;
        this.stored = stored;
    }

    String folder() {
        return folder;
    }

    /** The path of the WebSocket URL. */
    String path() {
        return path;
    }

    String apiId() {
        return "api-" + folder;
    }

    /** Role and file of each function, as arguments of {@code host.py}. */
    List<String> arguments() {
        return List.of("register=" + register, "transmission=" + transmission, "cleanup=" + cleanup);
    }

    /** The module that lists the stored connections. */
    String stored() {
        return stored;
    }
}
