package com.example.counter;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Stores the number in the table of schema.sql. */
final class MySqlCounter implements Counter {
    private final DataSource database;

    MySqlCounter(DataSource database) {
        this.database = database;
    }

    /** The database adds: instances that read the number and write it back would overwrite each other's changes. */
    @Override
    public long add(long number) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE Counter SET Number = LAST_INSERT_ID(Number + ?) WHERE Id = 1");
                PreparedStatement read = connection.prepareStatement("SELECT LAST_INSERT_ID()")) {
            update.setLong(1, number);
            update.executeUpdate();
            try (ResultSet rows = read.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
