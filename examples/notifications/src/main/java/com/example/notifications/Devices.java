package com.example.notifications;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import scf.websocket.event.ConnectionId;

/** The connected devices, and whose they are. */
interface Devices {
    void add(String owner, ConnectionId device) throws SQLException;

    void remove(Collection<ConnectionId> devices) throws SQLException;

    /** Empty for a device that is not connected. */
    Optional<String> owner(ConnectionId device) throws SQLException;

    /** Those of a user, at most 100. */
    List<ConnectionId> of(String owner) throws SQLException;
}
