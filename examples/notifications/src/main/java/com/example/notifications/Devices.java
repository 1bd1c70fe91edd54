package com.example.notifications;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import scf.websocket.event.ConnectionId;

/** The connected devices and their owners. */
interface Devices {
    void add(String owner, ConnectionId device) throws SQLException;

    void remove(Collection<ConnectionId> devices) throws SQLException;

    /** Returns the owner; empty if the device is not connected. */
    Optional<String> owner(ConnectionId device) throws SQLException;

    /** Returns the devices of a user, at most 100. */
    List<ConnectionId> of(String owner) throws SQLException;
}
