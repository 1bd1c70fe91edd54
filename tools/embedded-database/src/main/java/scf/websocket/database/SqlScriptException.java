package scf.websocket.database;

import java.nio.file.Path;

/** A script could not be read or the server refused it; the message names the script and the server's reason. */
public final class SqlScriptException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SqlScriptException(Path script, Exception cause) {
        super("SQL script " + script.getFileName() + " failed: " + cause.getMessage(), cause);
    }
}
