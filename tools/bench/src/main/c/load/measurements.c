// The measurements that wait for messages.
#include "load.h"

static const int64_t MILLISECOND = 1000000;

void begin_fan_out(void) {
    fan_sequence = ++sequence;
    fan_received = fan_duplicates = failed_posts = posts_left = 0;
    fan_began = nanos();
}

void await_fan_out(long timeout_millis, int expected) {
    int64_t deadline = fan_began + timeout_millis * MILLISECOND;
    while ((fan_received < expected || posts_left) && nanos() < deadline)
        run_once(deadline);
    printf("{\"got\":%d,\"duplicates\":%d,\"failed_posts\":%d,", fan_received, fan_duplicates,
           failed_posts + posts_left);
    print_samples();
    print_end();
}

void fan_out(int sender, int size, long timeout_millis, int expected) {
    begin_fan_out();
    send_text(connections[sender], 'M', fan_sequence, size);
    await_fan_out(timeout_millis, expected);
}

void fan_out_by_posts(long timeout_millis, int expected, const char *host, int port, const char *file) {
    connect_poster(host, port);
    load_requests(file);
    begin_fan_out();
    post_all(fan_sequence);
    await_fan_out(timeout_millis, expected);
}

void round_trips(int count, int size, long timeout_millis) {
    int missing = 0;
    for (int i = 0; i < count && missing < 3; i++) {
        size_t before = sample_count;
        long number = ++sequence;
        int64_t began = nanos(), deadline = began + timeout_millis * MILLISECOND;
        sent[number % SLOTS] = began;
        send_text(connections[0], 'R', number, size);
        while (sample_count == before && nanos() < deadline)
            run_once(deadline);
        if (sample_count == before) {
            sent[number % SLOTS] = 0;
            missing++;
        }
    }
    printf("{\"missing\":%d,", missing);
    print_samples();
    print_end();
}

void steady_rate(int sockets, double rate, double seconds, int size) {
    long total = rate * seconds;
    int64_t first = nanos() + MILLISECOND, interval = 1e9 / rate;
    stray_count = 0;
    for (long i = 0; i < total; i++) {
        int64_t due = first + i * interval;
        while (nanos() < due)
            run_once(due);
        long number = ++sequence;
        // From when it was due: a server that stalls delays the messages behind the stall, too.
        sent[number % SLOTS] = due;
        send_text(connections[i % sockets], 'R', number, size);
    }
    int64_t deadline = nanos() + 10000 * MILLISECOND;
    while ((long)sample_count < total && nanos() < deadline)
        run_once(deadline);
    printf("{\"missing\":%ld,\"stray\":%lu,", total - (long)sample_count, stray_count);
    print_samples();
    print_end();
}

static size_t unwritten(int socket) {
    Connection *c = connections[socket];
    return c->state == OPEN ? c->out_end - c->out_start : 0;
}

void flood(int sockets, long total, int size, long timeout_millis) {
    enum { MAX_UNWRITTEN = 4096 };
    long sent_count = 0;
    int socket = 0;
    int64_t began = nanos(), deadline = began + timeout_millis * MILLISECOND;
    while (sent_count < total && nanos() < deadline) {
        int idle = 1;
        for (int i = 0; i < sockets && sent_count < total; i++, socket = (socket + 1) % sockets)
            if (connections[socket]->state == OPEN && unwritten(socket) < MAX_UNWRITTEN) {
                send_text(connections[socket], 'F', sent_count++, size);
                idle = 0;
            }
        run_once(idle ? nanos() + MILLISECOND : 0);
    }
    for (int i = 0; i < sockets; i++)
        while (unwritten(i) && nanos() < deadline)
            run_once(nanos() + MILLISECOND);
    printf("{\"sent\":%ld,\"began\":%.6f,", sent_count, began / 1e9);
    print_end();
}
