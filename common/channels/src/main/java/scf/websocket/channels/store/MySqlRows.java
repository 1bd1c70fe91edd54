package scf.websocket.channels.store;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.JsonData;

/** Columns that several tables have. */
final class MySqlRows {
    /** Four columns: see {@link #setInfo} and {@link #info}. */
    static final String INFO = "UserName, Client, ConnectionInfo, ChannelInfo";

    private MySqlRows() {}

    /** @param first the number of the first of four parameters */
    static void setInfo(PreparedStatement statement, int first, @Nullable ClientInfo info) throws SQLException {
        statement.setString(first, info == null ? null : info.user());
        statement.setString(first + 1, info == null ? null : info.client());
        setJson(statement, first + 2, info == null ? Optional.empty() : info.connectionInfo());
        setJson(statement, first + 3, info == null ? Optional.empty() : info.channelInfo());
    }

    static void setJson(PreparedStatement statement, int at, Optional<JsonData> data) throws SQLException {
        if (data.isPresent()) {
            statement.setBytes(at, data.get().text().getBytes(StandardCharsets.UTF_8));
        } else {
            statement.setNull(at, Types.BLOB);
        }
    }

    static @Nullable ClientInfo info(ResultSet row) throws SQLException {
        String user = row.getString("UserName");
        String client = row.getString("Client");
        return user == null || client == null
                ? null
                : ClientInfo.of(user, client, json(row, "ConnectionInfo"), json(row, "ChannelInfo"));
    }

    static @Nullable JsonData json(ResultSet row, String column) throws SQLException {
        byte[] json = row.getBytes(column);
        // Checked before it was stored.
        return json == null ? null : JsonData.ofValid(new String(json, StandardCharsets.UTF_8));
    }

    /** Returns a list of parameters for {@code IN}. */
    static String placeholders(int count) {
        return "(" + String.join(",", Collections.nCopies(count, "?")) + ")";
    }

    /** Sets the parameters of a statement from the first on. */
    static void setAll(PreparedStatement statement, Collection<String> values) throws SQLException {
        int at = 1;
        for (String value : values) {
            statement.setString(at++, value);
        }
    }

    static void setMillis(PreparedStatement statement, int at, Optional<Instant> time) throws SQLException {
        if (time.isPresent()) {
            statement.setLong(at, time.get().toEpochMilli());
        } else {
            statement.setNull(at, Types.BIGINT);
        }
    }

    static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
