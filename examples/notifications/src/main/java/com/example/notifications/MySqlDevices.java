package com.example.notifications;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import scf.websocket.event.ConnectionId;

/** Stores devices in the table of schema.sql. */
final class MySqlDevices implements Devices {
    private final DataSource database;

    MySqlDevices(DataSource database) {
        this.database = database;
    }

    @Override
    public void add(String owner, ConnectionId device) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("REPLACE INTO Device (ConnectionID, Owner) VALUES (?, ?)")) {
            statement.setString(1, device.value());
            statement.setString(2, owner);
            statement.executeUpdate();
        }
    }

    @Override
    public void remove(Collection<ConnectionId> devices) throws SQLException {
        if (devices.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("DELETE FROM Device WHERE ConnectionID = ?")) {
            for (ConnectionId device : devices) {
                statement.setString(1, device.value());
                statement.executeUpdate();
            }
        }
    }

    @Override
    public Optional<String> owner(ConnectionId device) throws SQLException {
        return column("SELECT Owner FROM Device WHERE ConnectionID = ?", device.value()).stream().findFirst();
    }

    @Override
    public List<ConnectionId> of(String owner) throws SQLException {
        List<ConnectionId> devices = new ArrayList<>();
        for (String id : column("SELECT ConnectionID FROM Device WHERE Owner = ? LIMIT 100", owner)) {
            devices.add(ConnectionId.of(id));
        }
        return devices;
    }

    private List<String> column(String sql, String parameter) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
        }
        return values;
    }
}
