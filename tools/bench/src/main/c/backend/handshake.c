#include "backend.h"
// The answer to a WebSocket handshake: RFC 6455, section 4.2.2. The algorithm is SHA-1, RFC 3174.

static uint32_t rotate_left(uint32_t x, int n) {
    return x << n | x >> (32 - n);
}

static void sha1(const uint8_t *m, size_t len, uint8_t *d) {
    uint32_t h[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    uint8_t b[128] = {0};
    size_t tot = len < 56 ? 64 : 128;
    memcpy(b, m, len);
    b[len] = 0x80;
    for (int i = 0; i < 8; i++)
        b[tot - 1 - i] = (uint64_t)len * 8 >> (8 * i);
    for (size_t o = 0; o < tot; o += 64) {
        uint32_t w[80];
        for (int i = 0; i < 16; i++)
            w[i] = b[o + i * 4] << 24 | b[o + i * 4 + 1] << 16 | b[o + i * 4 + 2] << 8 | b[o + i * 4 + 3];
        for (int i = 16; i < 80; i++)
            w[i] = rotate_left(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
        uint32_t a = h[0], B = h[1], c = h[2], D = h[3], e = h[4];
        for (int i = 0; i < 80; i++) {
            uint32_t f, k;
            if (i < 20)
                f = (B & c) | (~B & D), k = 0x5a827999;
            else if (i < 40)
                f = B ^ c ^ D, k = 0x6ed9eba1;
            else if (i < 60)
                f = (B & c) | (B & D) | (c & D), k = 0x8f1bbcdc;
            else
                f = B ^ c ^ D, k = 0xca62c1d6;
            uint32_t t = rotate_left(a, 5) + f + e + k + w[i];
            e = D;
            D = c;
            c = rotate_left(B, 30);
            B = a;
            a = t;
        }
        h[0] += a;
        h[1] += B;
        h[2] += c;
        h[3] += D;
        h[4] += e;
    }
    for (int i = 0; i < 20; i++)
        d[i] = h[i / 4] >> (24 - 8 * (i % 4));
}

void accept_key(const char *key, size_t n, char *out) {
    static const char *T = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint8_t s[100], d[21] = {0};
    memcpy(s, key, n);
    memcpy(s + n, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", 36);
    sha1(s, n + 36, d);
    for (int i = 0; i < 7; i++) {
        uint32_t v = d[3 * i] << 16 | d[3 * i + 1] << 8 | (3 * i + 2 < 20 ? d[3 * i + 2] : 0);
        for (int j = 0; j < 4; j++)
            out[4 * i + j] = T[v >> (18 - 6 * j) & 63];
    }
    out[27] = '=';
    out[28] = 0;
}
