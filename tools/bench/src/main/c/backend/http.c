// A minimal HTTP server and its routes.
#include "backend.h"

long calls[CALLS];

static char *ids;
static size_t ids_length, ids_capacity;

void answer(Peer *p, const char *type, const char *body, size_t n, const char *extra) {
    char h[512];
    int k =
        snprintf(h, sizeof h, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\n%sContent-Length: %zu\r\n\r\n", type, extra, n);
    append(p, h, k);
    append(p, body, n);
}

void answer_ok(Peer *p) {
    static const char b[] = "{\"errNo\":0,\"errMsg\":\"ok\"}";
    answer(p, "application/json", b, sizeof b - 1, "");
}

static char *header_value(char *h, size_t n, const char *name, size_t *len) {
    char *v = memmem(h, n, name, strlen(name));
    if (!v)
        return 0;
    v += strlen(name);
    while (*v == ' ')
        v++;
    char *e = memchr(v, '\r', h + n - v);
    *len = e - v;
    return v;
}

// Makes a WebSocket of the connection; 0 without a usable key.
static int upgrade(Peer *p, char *head, size_t n) {
    size_t l;
    char *key = header_value(head, n, "Sec-WebSocket-Key:", &l), a[32], h[256];
    if (!key || l > 40) {
        drop_peer(p);
        return 0;
    }
    accept_key(key, l, a);
    int k = sprintf(h,
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
                    "Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
                    a);
    append(p, h, k);
    add_socket(p);
    return 1;
}

static void remember_id(const char *event, size_t length) {
    static const char name[] = "\"secConnectionID\":\"";
    char *id = memmem(event, length, name, sizeof name - 1);
    if (!id)
        return;
    id += sizeof name - 1;
    size_t n = (char *)memchr(id, '"', event + length - id) - id;
    if (ids_length + n + 1 > ids_capacity)
        ids = realloc(ids, ids_capacity = (ids_length + n + 1) * 2);
    memcpy(ids + ids_length, id, n);
    ids[ids_length + n] = '\n';
    ids_length += n + 1;
}

// Answers an event of the gateway.
static void call_function(Peer *p, char initial, char *event, size_t length) {
    int function = initial == 'r' ? REGISTER : initial == 'c' ? CLEANUP : initial == 'n' ? NOOP : ECHO;
    calls[function]++;
    if (function == REGISTER)
        remember_id(event, length);
    if (function == ECHO)
        push_then_answer(p, event, length);
    else
        answer_ok(p);
}

static void answer_counts(Peer *p) {
    char text[256];
    int n = snprintf(text, sizeof text, "{\"register\":%ld,\"cleanup\":%ld,\"noop\":%ld,\"echo\":%ld,\"grip\":%ld}",
                     calls[REGISTER], calls[CLEANUP], calls[NOOP], calls[ECHO], calls[GRIP]);
    answer(p, "application/json", text, n, "");
}

size_t content_length(const char *head, const char *end) {
    for (const char *line = head; line < end; line = (const char *)memchr(line, '\n', end + 2 - line) + 1)
        if (!strncasecmp(line, "content-length:", 15))
            return atol(line + 15);
    return 0;
}

static int starts(const char *path, const char *prefix) {
    return !strncmp(path, prefix, strlen(prefix));
}

size_t receive_request(Peer *p, char *b, size_t n) {
    char *end = memmem(b, n, "\r\n\r\n", 4);
    if (!end)
        return 0;
    size_t head = end + 4 - b, length = content_length(b, end);
    if (n < head + length)
        return 0;
    char *body = b + head, *path = (char *)memchr(b, ' ', head) + 1;
    if (starts(path, "/fn/")) {
        call_function(p, path[4], body, length);
    } else if (starts(path, "/grip/")) {
        answer_grip(p, path[6] == 'e', body, length);
    } else if (starts(path, "/ids")) {
        answer(p, "text/plain", ids ? ids : "", ids_length, "");
    } else if (starts(path, "/counts")) {
        answer_counts(p);
    } else if (starts(path, "/push-to")) {
        push_to(body, length);
        answer_ok(p);
    } else if (starts(path, "/publish")) {
        broadcast(body, length);
        answer_ok(p);
    } else if (starts(path, "/ws")) {
        if (!upgrade(p, b, head))
            return 0;
    } else {
        answer_ok(p);
    }
    return head + length;
}
