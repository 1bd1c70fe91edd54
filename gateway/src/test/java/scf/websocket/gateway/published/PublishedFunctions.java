package scf.websocket.gateway.published;

import java.util.List;

/** What was published: where it is, how its functions are called, and at which address it expects to be. */
enum PublishedFunctions {
    /** Three functions in three files, as Tencent's documentation has them. */
    DOCUMENTS("documents", "/release/websocket", "register", "transmission", "cleanup", "connections"),

    /** The chat with COS: path {@code /} of the stage {@code release}. */
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

    /** Of the WebSocket address. */
    String path() {
        return path;
    }

    String apiId() {
        return "api-" + folder;
    }

    /** Role and file of each function, as {@code host.py} takes them. */
    List<String> arguments() {
        return List.of("register=" + register, "transmission=" + transmission, "cleanup=" + cleanup);
    }

    /** The file that knows which ids are stored. */
    String stored() {
        return stored;
    }
}
