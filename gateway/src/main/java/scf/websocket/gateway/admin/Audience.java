package scf.websocket.gateway.admin;

/** Who watches events. */
public enum Audience {
    /** {@code /admin/events}: never sees a payload. */
    OPERATORS,

    /** The console: sees payloads if they are on, and may replay events. */
    CONSOLE
}
