package scf.websocket.channels.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the connections that exist at its creation send to the database server, as the server's log has it. Not thread-safe. */
public final class StatementLog implements AutoCloseable {
    private static final Pattern TABLE = Pattern.compile("(?:FROM|INTO|UPDATE) (\\w+)");

    private final Connection server;
    private final String watched;

    public StatementLog() throws SQLException {
        server = ChannelsDatabase.connect();
        watched = column("SELECT ID FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID()").stream()
                .collect(Collectors.joining(","));
        execute("SET GLOBAL log_output = 'TABLE'");
        execute("TRUNCATE TABLE mysql.general_log");
        execute("SET GLOBAL general_log = ON");
    }

    /**
     * Returns what was sent, in order: the verb and the table of a statement, and the indexes that it uses according to {@link
     * MySqlChannelPlansTest}.
     */
    public List<String> sent() throws SQLException {
        execute("SET GLOBAL general_log = OFF");
        List<String> sent = new ArrayList<>();
        for (String sql : column("SELECT argument FROM mysql.general_log"
                + " WHERE command_type IN ('Query', 'Execute') AND thread_id IN (" + watched + ")")) {
            sent.add(named(sql.trim()));
        }
        return sent;
    }

    private static String named(String sql) {
        if (sql.matches("(?i)(set autocommit|set transaction|commit|rollback).*")) {
            return "`" + sql.toUpperCase(Locale.ROOT).replaceAll("(AUTOCOMMIT|TRANSACTION).*", "$1") + "`";
        }
        for (Map.Entry<String, String> known : MySqlChannelPlansTest.STATEMENTS.entrySet()) {
            if (sql.matches(pattern(known.getValue()))) {
                return shortened(sql) + " by `" + String.join("`, `", indexes(known.getKey())) + "`";
            }
        }
        if (sql.startsWith("INSERT INTO") && !sql.contains("SELECT")) {
            return shortened(sql);
        }
        throw new AssertionError(MySqlChannelPlansTest.class.getSimpleName() + " does not explain " + sql);
    }

    private static String pattern(String sql) {
        String values = sql.replaceAll("IN (\\(.*\\))?$", "IN (?)");
        return "(?s)\\Q" + values.replace("?", "\\E.+?\\Q") + "\\E";
    }

    private static String shortened(String sql) {
        Matcher table = TABLE.matcher(sql);
        if (!table.find()) {
            throw new AssertionError("no table in " + sql);
        }
        String verb = sql.substring(0, sql.indexOf(' '));
        return "`" + verb + " " + table.group(1) + (sql.endsWith(" FOR UPDATE") ? " FOR UPDATE" : "") + "`";
    }

    private static Set<String> indexes(String statement) {
        return MySqlChannelPlansTest.plans().stream()
                .filter(row -> row[0].equals(statement))
                .map(row -> row[2])
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<String> column(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = server.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = server.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        execute("SET GLOBAL general_log = OFF");
        server.close();
    }
}
