// A connection, with the bytes that wait to be written to it.
#include "backend.h"

int epoll;

void watch(Peer *p, uint32_t ev, int op) {
    struct epoll_event e = {.events = ev, .data.ptr = p};
    epoll_ctl(epoll, op, p->fd, &e);
}

void drop_peer(Peer *p) {
    if (p->fd < 0)
        return;
    close(p->fd);
    p->fd = -1;
    if (p->is_websocket) {
        sockets[p->slot] = sockets[--socket_count];
        sockets[p->slot]->slot = p->slot;
        p->is_websocket = 0;
    }
    free(p->in);
    free(p->out);
    p->in = p->out = 0;
    p->in_length = p->in_capacity = p->out_end = p->out_start = p->out_capacity = 0;
}

void flush_out(Peer *p) {
    while (p->out_start < p->out_end) {
        ssize_t w = send(p->fd, p->out + p->out_start, p->out_end - p->out_start, MSG_NOSIGNAL);
        if (w < 0) {
            if (errno == EAGAIN) {
                if (!p->wants_write) {
                    p->wants_write = 1;
                    watch(p, EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD);
                }
                return;
            }
            drop_peer(p);
            return;
        }
        p->out_start += w;
    }
    p->out_end = p->out_start = 0;
    if (p->out_capacity > 65536) {
        free(p->out);
        p->out = 0;
        p->out_capacity = 0;
    }
    if (p->wants_write) {
        p->wants_write = 0;
        watch(p, EPOLLIN, EPOLL_CTL_MOD);
    }
}

void append(Peer *p, const void *d, size_t n) {
    if (p->fd < 0)
        return;
    if (p->out_end + n > p->out_capacity)
        p->out = realloc(p->out, p->out_capacity = (p->out_end + n) * 2);
    memcpy(p->out + p->out_end, d, n);
    p->out_end += n;
}

static size_t consume(Peer *p, char *bytes, size_t length) {
    if (p->kind == PUSHER)
        return receive_push_answer(p, bytes, length);
    return p->is_websocket ? receive_frame(p, (uint8_t *)bytes, length) : receive_request(p, bytes, length);
}

void read_peer(Peer *p) {
    static char buf[1 << 18];
    ssize_t r = recv(p->fd, buf, sizeof buf, 0);
    if (r <= 0) {
        if (r < 0 && errno == EAGAIN)
            return;
        if (p->kind == PUSHER)
            end_pusher(p);
        drop_peer(p);
        return;
    }
    char *d = buf;
    size_t n = r;
    if (p->in_length) {
        if (p->in_length + r > p->in_capacity)
            p->in = realloc(p->in, p->in_capacity = (p->in_length + r) * 2);
        memcpy(p->in + p->in_length, buf, r);
        p->in_length += r;
        d = p->in;
        n = p->in_length;
    }
    size_t used = 0;
    while (used < n && p->fd >= 0) {
        size_t k = consume(p, d + used, n - used);
        if (!k)
            break;
        used += k;
    }
    if (p->fd < 0)
        return;
    size_t rest = n - used;
    if (rest) {
        if (rest > p->in_capacity && d == buf) {
            free(p->in);
            p->in = malloc(p->in_capacity = rest * 2);
        }
        memmove(p->in, d + used, rest);
    } else if (p->in) {
        free(p->in);
        p->in = 0;
        p->in_capacity = 0;
    }
    p->in_length = rest;
    if (p->out_end)
        flush_out(p);
}
