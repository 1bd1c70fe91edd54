// One WebSocket connection: connecting, the handshake, reading, writing, the end.
#include "load.h"

int epoll;
Connection **connections;
int connection_count, open_count, lost_count, handshaking, failed_handshakes, statuses[600];
char *upgrade;
int upgrade_length;

static int connection_capacity;
static char read_buffer[1 << 18];

void add_connection(Connection *c) {
    if (connection_count == connection_capacity)
        connections = realloc(connections, (connection_capacity += 4096) * sizeof *connections);
    connections[connection_count++] = c;
}

void watch(Source *s, int fd, uint32_t ev, int op) {
    struct epoll_event e = {.events = ev, .data.ptr = s};
    if (epoll_ctl(epoll, op, fd, &e)) {
        perror("epoll_ctl");
        exit(1);
    }
}

void end_connection(Connection *c) {
    if (c->state == ENDED)
        return;
    if (c->state == OPEN) {
        open_count--;
        if (!c->closing)
            lost_count++;
    } else
        handshaking--, failed_handshakes++;
    close(c->source.fd);
    c->source.fd = -1;
    c->state = ENDED;
    free(c->out);
    c->out = 0;
    c->out_end = c->out_start = c->out_capacity = 0;
    free(c->handshake);
    c->handshake = 0;
}

void flush_out(Connection *c) {
    while (c->out_start < c->out_end) {
        ssize_t w = send(c->source.fd, c->out + c->out_start, c->out_end - c->out_start, MSG_NOSIGNAL);
        if (w < 0) {
            if (errno == EAGAIN) {
                if (!c->wants_write) {
                    c->wants_write = 1;
                    watch(&c->source, c->source.fd, EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD);
                }
                return;
            }
            end_connection(c);
            return;
        }
        c->out_start += w;
    }
    c->out_end = c->out_start = 0;
    if (c->out_capacity > 65536) {
        free(c->out);
        c->out = 0;
        c->out_capacity = 0;
    }
    if (c->wants_write) {
        c->wants_write = 0;
        watch(&c->source, c->source.fd, EPOLLIN, EPOLL_CTL_MOD);
    }
}

static void receive_handshake(Connection *c, ssize_t r) {
    c->handshake = realloc(c->handshake, c->handshake_length + r + 1);
    memcpy(c->handshake + c->handshake_length, read_buffer, r);
    c->handshake_length += r;
    c->handshake[c->handshake_length] = 0;
    char *e = strstr(c->handshake, "\r\n\r\n");
    if (!e)
        return;
    int st = c->handshake_length > 12 ? atoi(c->handshake + 9) : 0;
    statuses[st > 0 && st < 600 ? st : 0]++;
    if (st != 101) {
        end_connection(c);
        return;
    }
    handshaking--;
    c->state = OPEN;
    open_count++;
    sample(now - c->began);
    char *hs = c->handshake;
    size_t used = e + 4 - hs, n = c->handshake_length - used;
    c->handshake = 0;
    if (n)
        receive_frames(c, (uint8_t *)hs + used, n);
    free(hs);
}

static void read_connection(Connection *c) {
    ssize_t r = recv(c->source.fd, read_buffer, sizeof read_buffer, 0);
    now = nanos();
    if (r <= 0) {
        if (r < 0 && errno == EAGAIN)
            return;
        end_connection(c);
        return;
    }
    if (c->state == SHAKING)
        receive_handshake(c, r);
    else
        receive_frames(c, (uint8_t *)read_buffer, r);
}

void on_connection(Connection *c, uint32_t ev) {
    if (c->state == ENDED)
        return;
    if (c->state == CONNECTING) {
        int err = 0;
        socklen_t l = sizeof err;
        getsockopt(c->source.fd, SOL_SOCKET, SO_ERROR, &err, &l);
        if (err) {
            statuses[0]++;
            end_connection(c);
            return;
        }
        if (send(c->source.fd, upgrade, upgrade_length, MSG_NOSIGNAL) != (ssize_t)upgrade_length) {
            end_connection(c);
            return;
        }
        c->state = SHAKING;
        watch(&c->source, c->source.fd, EPOLLIN, EPOLL_CTL_MOD);
        return;
    }
    if (ev & EPOLLOUT)
        flush_out(c);
    if (c->state != ENDED && ev & (EPOLLIN | EPOLLHUP | EPOLLERR))
        read_connection(c);
}

int dial(Source *s, const char *host, int port, int loopback_address) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
    if (fd < 0)
        return -1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK + loopback_address)};
    if (bind(fd, (void *)&own, sizeof own))
        perror("bind");
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port)};
    inet_pton(AF_INET, host, &a.sin_addr);
    s->fd = fd;
    if (connect(fd, (void *)&a, sizeof a) && errno != EINPROGRESS) {
        close(fd);
        s->fd = -1;
        return -1;
    }
    watch(s, fd, EPOLLOUT, EPOLL_CTL_ADD);
    return fd;
}
