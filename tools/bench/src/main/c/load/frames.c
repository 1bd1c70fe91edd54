// Frames of WebSockets, and the meaning of the texts in them.
#include "load.h"

uint64_t messages_received, bytes_received, stray_count;
long ignored_messages, sequence, fan_sequence = -1;
int64_t fan_began, sent[SLOTS];
int fan_received, fan_duplicates;

static const uint8_t MASK[4] = {0x37, 0xfa, 0x21, 0x3d};

void send_frame(Connection *c, int op, const char *p, size_t n) {
    if (c->state != OPEN)
        return;
    if (c->out_end + n + 14 > c->out_capacity) {
        c->out_capacity = (c->out_end + n + 14) * 2;
        c->out = realloc(c->out, c->out_capacity);
    }
    uint8_t *o = (uint8_t *)c->out + c->out_end, *b = o;
    *o++ = 0x80 | op;
    if (n < 126)
        *o++ = 0x80 | n;
    else if (n < 65536) {
        *o++ = 0xfe;
        *o++ = n >> 8;
        *o++ = n;
    } else {
        *o++ = 0xff;
        for (int i = 7; i >= 0; i--)
            *o++ = (uint64_t)n >> (8 * i);
    }
    memcpy(o, MASK, 4);
    o += 4;
    for (size_t i = 0; i < n; i++)
        o[i] = p[i] ^ MASK[i & 3];
    c->out_end += o - b + n;
    flush_out(c);
}

void send_text(Connection *c, char kind, long n, int size) {
    static char text[1 << 20];
    int k = sprintf(text, "%c%07ld;", kind, n);
    if (size < k)
        size = k;
    if (size > (int)sizeof text)
        size = sizeof text;
    memset(text + k, 'x', size - k);
    send_frame(c, 1, text, size);
}

// Where "M<seven digits>;" is: at the beginning, or within JSON.
static uint32_t number_position(const uint8_t *p, uint32_t n) {
    if (p[0] == '{')
        for (uint32_t i = 1; i + 9 <= n; i++)
            if (p[i] == 'M' && p[i + 8] == ';' && p[i + 1] >= '0' && p[i + 1] <= '9')
                return i;
    return 0;
}

static void receive_message(Connection *c) {
    if (c->length == 2 && !memcmp(c->prefix, "{}", 2)) {
        // The heartbeat of channels.
        send_frame(c, 1, "{}", 2);
        return;
    }
    if (ignored_messages) {
        ignored_messages--;
        return;
    }
    messages_received++;
    bytes_received += c->length;
    if (on_answer)
        on_answer(c);
    uint8_t *p = c->prefix;
    uint32_t n = c->prefix_length;
    if (n < 2)
        return;
    uint32_t i = number_position(p, n);
    char kind = p[i++];
    long s = 0;
    while (i < n && p[i] >= '0' && p[i] <= '9')
        s = s * 10 + p[i++] - '0';
    if (i == n || p[i] != ';')
        return;
    if (kind == 'M' && s == fan_sequence) {
        if (c->last_sequence == s) {
            fan_duplicates++;
            return;
        }
        c->last_sequence = s;
        sample(now - fan_began);
        fan_received++;
    } else if (kind == 'R') {
        int64_t *t = &sent[s % SLOTS];
        if (!*t || c->last_sequence > s) {
            stray_count++;
            return;
        }
        sample(now - *t);
        *t = 0;
        c->last_sequence = s;
    }
}

void receive_frames(Connection *c, uint8_t *p, size_t n) {
    while (n && c->state == OPEN) {
        if (!c->left || c->header_length < 2) {
            if (c->header_length < 2) {
                c->header[c->header_length++] = *p++;
                n--;
                if (c->header_length < 2)
                    continue;
                c->opcode = c->header[0] & 15;
                c->prefix_length = 0;
                c->left = c->length = c->header[1] & 127;
                if (c->left >= 126) {
                    c->left = 0;
                    continue;
                }
            } else if ((c->header[1] & 127) >= 126 && !c->left) {
                int need = (c->header[1] & 127) == 126 ? 4 : 10;
                c->header[c->header_length++] = *p++;
                n--;
                if (c->header_length < need)
                    continue;
                uint64_t l = 0;
                for (int i = 2; i < need; i++)
                    l = l << 8 | c->header[i];
                c->left = c->length = l;
            }
        }
        size_t k = n < c->left ? n : c->left;
        if (k && c->prefix_length < sizeof c->prefix) {
            size_t m = sizeof c->prefix - c->prefix_length;
            if (m > k)
                m = k;
            memcpy(c->prefix + c->prefix_length, p, m);
            c->prefix_length += m;
        }
        p += k;
        n -= k;
        c->left -= k;
        if (c->left)
            continue;
        c->header_length = 0;
        if (c->opcode == 1 || c->opcode == 2)
            receive_message(c);
        else if (c->opcode == 9)
            send_frame(c, 10, (char *)c->prefix, c->prefix_length);
        else if (c->opcode == 8) {
            if (!c->closing) {
                send_frame(c, 8, (char *)c->prefix, c->prefix_length > 2 ? 2 : c->prefix_length);
            }
            end_connection(c);
        }
    }
}
