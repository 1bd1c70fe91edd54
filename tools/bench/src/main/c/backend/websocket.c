// A minimal WebSocket server: it echoes, and broadcasts texts that begin with M.
#include "backend.h"

Peer **sockets;
int socket_count;

static int socket_capacity;

void add_socket(Peer *p) {
    if (socket_count == socket_capacity)
        sockets = realloc(sockets, (socket_capacity += 1024) * sizeof *sockets);
    p->is_websocket = 1;
    p->slot = socket_count;
    sockets[socket_count++] = p;
}

static size_t frame_header(uint8_t *h, int op, size_t n) {
    h[0] = 0x80 | op;
    if (n < 126) {
        h[1] = n;
        return 2;
    }
    if (n < 65536) {
        h[1] = 126;
        h[2] = n >> 8;
        h[3] = n;
        return 4;
    }
    h[1] = 127;
    for (int i = 0; i < 8; i++)
        h[2 + i] = (uint64_t)n >> (56 - 8 * i);
    return 10;
}

void broadcast(const char *d, size_t n) {
    char *f = malloc(n + 10);
    size_t k = frame_header((uint8_t *)f, 1, n);
    memcpy(f + k, d, n);
    for (int i = socket_count - 1; i >= 0; i--) {
        Peer *p = sockets[i];
        if (!p->out_end) {
            ssize_t w = send(p->fd, f, n + k, MSG_NOSIGNAL);
            if (w == (ssize_t)(n + k))
                continue;
            if (w < 0)
                w = 0;
            append(p, f + w, n + k - w);
        } else
            append(p, f, n + k);
        flush_out(p);
    }
    free(f);
}

size_t receive_frame(Peer *p, uint8_t *b, size_t n) {
    if (n < 6)
        return 0;
    size_t l = b[1] & 127, h = 2;
    if (l == 126) {
        if (n < 8)
            return 0;
        l = b[2] << 8 | b[3];
        h = 4;
    } else if (l == 127) {
        if (n < 14)
            return 0;
        l = 0;
        for (int i = 2; i < 10; i++)
            l = l << 8 | b[i];
        h = 10;
    }
    if (n < h + 4 + l)
        return 0;
    uint8_t *m = b + h, *d = m + 4;
    for (size_t i = 0; i < l; i++)
        d[i] ^= m[i & 3];
    int op = b[0] & 15;
    uint8_t r[10];
    if (op == 1 && l && d[0] == 'M')
        broadcast((char *)d, l);
    else if (op == 1 || op == 2 || op == 9) {
        size_t k = frame_header(r, op == 9 ? 10 : op, l);
        append(p, r, k);
        append(p, d, l);
    } else if (op == 8) {
        size_t k = frame_header(r, 8, l);
        append(p, r, k);
        append(p, d, l);
        flush_out(p);
        drop_peer(p);
    }
    return h + 4 + l;
}
