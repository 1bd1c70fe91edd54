package scf.websocket.local;

import java.util.Map;

/** Where the functions find their database. Immutable; {@code toString} hides the password. */
record DatabaseAddress(String host, int port, String name, String user, String password) {
    static final String DEFAULT_NAME = "SCF_Demo";

    /** The settings of the functions. */
    Map<String, String> environment() {
        return Map.of(
                "DB_HOST", host,
                "DB_PORT", String.valueOf(port),
                "DB_DATABASE", name,
                "DB_USER", user,
                "DB_PASSWORD", password);
    }

    String jdbcUrl() {
        return "jdbc:mysql://" + host + ":" + port
                + "/?sslMode=PREFERRED&allowPublicKeyRetrieval=true&connectTimeout=5000&socketTimeout=30000"
                + "&allowMultiQueries=true";
    }

    @Override
    public String toString() {
        return host + ":" + port + "/" + name + ", user " + user;
    }
}
