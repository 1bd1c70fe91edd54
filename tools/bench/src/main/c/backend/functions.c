// The function that pushes each message back, and a back end of Pushpin.
#include "backend.h"

static Peer *idle_pushers;
static char push_host[64], push_path[256];
static int push_port;

void push_to(const char *address, size_t length) {
    char text[400];
    snprintf(text, sizeof text, "%.*s", (int)length, address);
    sscanf(text, "%63s %d %255s", push_host, &push_port, push_path);
}

void push_then_answer(Peer *client, const char *body, size_t n) {
    Peer *q = idle_pushers;
    if (q)
        idle_pushers = q->next_idle;
    else {
        q = calloc(1, sizeof *q);
        q->kind = PUSHER;
        q->fd = socket(AF_INET, SOCK_STREAM, 0);
        int one = 1;
        setsockopt(q->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(push_port)};
        inet_pton(AF_INET, push_host, &a.sin_addr);
        if (connect(q->fd, (void *)&a, sizeof a)) {
            perror("push");
            close(q->fd);
            free(q);
            answer_ok(client);
            return;
        }
        fcntl(q->fd, F_SETFL, O_NONBLOCK);
        watch(q, EPOLLIN, EPOLL_CTL_ADD);
    }
    char h[512];
    int k = snprintf(h, sizeof h,
                     "POST %s HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n",
                     push_path, push_host, push_port, n);
    q->waiting_client = client;
    append(q, h, k);
    append(q, body, n);
    flush_out(q);
}

void end_pusher(Peer *p) {
    fprintf(stderr, "push connection ended\n");
    if (p->waiting_client) {
        answer_ok(p->waiting_client);
        flush_out(p->waiting_client);
        return;
    }
    Peer **link = &idle_pushers;
    while (*link && *link != p)
        link = &(*link)->next_idle;
    if (*link)
        *link = p->next_idle;
}

size_t receive_push_answer(Peer *p, const char *bytes, size_t n) {
    char *end = memmem(bytes, n, "\r\n\r\n", 4);
    if (!end || n < end + 4 - bytes + content_length(bytes, end))
        return 0;
    Peer *client = p->waiting_client;
    p->waiting_client = 0;
    p->next_idle = idle_pushers;
    idle_pushers = p;
    answer_ok(client);
    flush_out(client);
    return n;
}

void answer_grip(Peer *p, int echo, char *b, size_t n) {
    static char r[1 << 21];
    size_t k = 0, at = 0;
    const char *extra = "";
    while (at < n) {
        char *e = memmem(b + at, n - at, "\r\n", 2);
        if (!e)
            break;
        size_t l = e - (b + at);
        size_t len = 0;
        char *sp = memchr(b + at, ' ', l);
        if (sp)
            len = strtoul(sp + 1, 0, 16);
        char *d = e + 2, *name = b + at;
        at = d - b + (sp ? len + 2 : 0);
        if (!strncmp(name, "OPEN", 4)) {
            static const char sub[] = "c:{\"type\":\"subscribe\",\"channel\":\"all\"}";
            extra = "Sec-WebSocket-Extensions: grip; message-prefix=\"\"\r\n";
            k += sprintf(r + k, "OPEN\r\nTEXT %zX\r\n%s\r\n", sizeof sub - 1, sub);
        } else if (!strncmp(name, "TEXT", 4)) {
            calls[GRIP]++;
            if (echo) {
                k += sprintf(r + k, "TEXT %zX\r\n", len);
                memcpy(r + k, d, len);
                k += len;
                r[k++] = '\r';
                r[k++] = '\n';
            }
        } else if (!strncmp(name, "CLOSE", 5))
            k += sprintf(r + k, "CLOSE\r\n");
    }
    answer(p, "application/websocket-events", r, k, extra);
}
