package scf.websocket.api;

import scf.websocket.channels.Channels;
import scf.websocket.connection.ConnectionStore;
import scf.websocket.push.Deadline;

/** What the methods use in one request. Immutable. */
final class ApiServices {
    final Channels channels;
    final ConnectionStore connections;
    final Deadline deadline;

    ApiServices(Channels channels, ConnectionStore connections, Deadline deadline) {
        this.channels = channels.until(deadline);
        this.connections = connections;
        this.deadline = deadline;
    }
}
