// Opening and closing many sockets.
#include "load.h"

enum { LOOPBACK_ADDRESS_SOCKETS = 20000 };

static void begin_handshake(const char *host, int port) {
    Connection *c = calloc(1, sizeof *c);
    c->source.kind = CONNECTION;
    c->last_sequence = -1;
    c->state = CONNECTING;
    c->began = nanos();
    // An address has too few ports for more sockets.
    if (dial(&c->source, host, port, 1 + connection_count / LOOPBACK_ADDRESS_SOCKETS) < 0) {
        free(c);
        failed_handshakes++;
        return;
    }
    add_connection(c);
    handshaking++;
}

static void forget_closed(void) {
    int kept = 0;
    for (int i = 0; i < connection_count; i++) {
        if (connections[i]->state == OPEN) {
            connections[kept++] = connections[i];
        } else {
            end_connection(connections[i]);
            free(connections[i]);
        }
    }
    connection_count = kept;
}

void open_sockets(int count, const char *host, int port, const char *path, int at_once, long timeout_millis) {
    int begun = 0, before = open_count;
    int64_t began = nanos(), deadline = began + timeout_millis * 1000000LL;
    free(upgrade);
    upgrade_length = asprintf(&upgrade,
                              "GET %s HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
                              path, host, port);
    memset(statuses, 0, sizeof statuses);
    failed_handshakes = 0;
    while ((begun < count || handshaking) && nanos() < deadline) {
        for (; begun < count && handshaking < at_once; begun++)
            begin_handshake(host, port);
        run_once(deadline);
    }
    double seconds = (nanos() - began) / 1e9;
    forget_closed();
    int opened = open_count - before;
    printf("{\"opened\":%d,\"failed\":%d,\"rate\":%.1f,\"statuses\":{", opened, failed_handshakes, opened / seconds);
    const char *separator = "";
    for (int i = 0; i < 600; i++)
        if (statuses[i]) {
            printf("%s\"%d\":%d", separator, i, statuses[i]);
            separator = ",";
        }
    printf("},");
    print_samples();
    print_end();
}

void close_sockets(void) {
    for (int i = 0; i < connection_count; i++) {
        Connection *c = connections[i];
        c->closing = 1;
        send_frame(c, 8, "\x03\xe8", 2);
    }
    int64_t deadline = nanos() + 20000000000LL;
    while (open_count && nanos() < deadline)
        run_once(deadline);
    int closed = connection_count - open_count;
    for (int i = 0; i < connection_count; i++) {
        end_connection(connections[i]);
        free(connections[i]);
    }
    connection_count = open_count = lost_count = 0;
    printf("{\"closed\":%d,", closed);
    print_end();
}
