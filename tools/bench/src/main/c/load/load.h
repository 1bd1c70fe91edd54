// load: many WebSocket clients in one epoll thread. Reads commands from standard input, prints a line of JSON for each.
//
// - open COUNT HOST PORT PATH AT_ONCE TIMEOUT_MS: opens more sockets, with AT_ONCE concurrent handshakes.
// - fan SENDER SIZE TIMEOUT_MS EXPECT: socket SENDER sends "M<number>;..."; waits until EXPECT sockets have it.
// - fanpost TIMEOUT_MS EXPECT HOST PORT FILE: the same, but the HTTP requests in FILE cause the message.
// - rtt COUNT SIZE TIMEOUT_MS: round trips of "R<number>;..." on the first socket, one after another.
// - rate SOCKETS RATE SECONDS SIZE: round trips at a fixed rate, timed from when each was due.
// - flood SOCKETS TOTAL SIZE TIMEOUT_MS: sends as fast as the sockets accept, without waiting for answers.
// - say TIMEOUT_MS TEXT: every socket sends TEXT; waits until each has an answer.
// - fansay SENDER TIMEOUT_MS EXPECT TEXT: as fan, with a text that contains M@@@@@@@; for "M<number>;".
// - ask COUNT TIMEOUT_MS TEXT: the first socket sends TEXT, and waits for the answer, again and again.
// - askall SECONDS CHANNELS TEXT: every socket does so; C@@ in TEXT becomes the number of its channel.
// - ignore COUNT: treats the next COUNT messages as if they had not arrived.
// - count, reset, idle MILLIS, close.
//
// Each answer contains "open", and "lost": the sockets that the server closed. A socket is open once 101 has arrived.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTION = 1, POSTER, STDIN };
enum { CONNECTING = 1, SHAKING, OPEN, ENDED };

// What epoll reports: the first member of everything that it watches.
typedef struct {
    int kind, fd;
} Source;

typedef struct {
    Source source;
    uint8_t state, opcode, closing, wants_write, header_length, header[10], prefix[128];
    uint32_t prefix_length;
    uint64_t left, length;
    char *handshake, *out;
    int handshake_length;
    size_t out_start, out_end, out_capacity;
    int64_t began;
    long last_sequence;
    int number;
} Connection;

typedef struct {
    Source source;
    char *request, buffer[8192];
    size_t request_length, request_sent, buffer_length;
    long body_left;
    int busy, status;
} Poster;

// connection.c
extern int epoll;
extern Connection **connections;
extern int connection_count, open_count, lost_count, handshaking, failed_handshakes, statuses[600];
extern char *upgrade;
extern int upgrade_length;
void watch(Source *source, int fd, uint32_t events, int operation);
int dial(Source *source, const char *host, int port, int loopback_address);
void add_connection(Connection *connection);
void end_connection(Connection *connection);
void flush_out(Connection *connection);
void on_connection(Connection *connection, uint32_t events);

// frames.c: SLOTS bounds the round trips in flight
#define SLOTS (1 << 20)
extern uint64_t messages_received, bytes_received, stray_count;
extern long ignored_messages, sequence, fan_sequence;
extern int64_t fan_began, sent[SLOTS];
extern int fan_received, fan_duplicates;
void send_frame(Connection *connection, int opcode, const char *payload, size_t length);
void send_text(Connection *connection, char kind, long number, int size);
void receive_frames(Connection *connection, uint8_t *bytes, size_t length);

// posters.c
extern int posts_left, failed_posts;
void on_poster(Poster *poster, uint32_t events);
void connect_poster(const char *host, int port);
void load_requests(const char *file);
void post_all(long number);

// samples.c
extern int64_t now;
extern size_t sample_count;
int64_t nanos(void);
void sample(int64_t nanos);
void print_samples(void);
void print_end(void);

// sockets.c, measurements.c
void open_sockets(int count, const char *host, int port, const char *path, int at_once, long timeout_millis);
void close_sockets(void);
void fan_out(int sender, int size, long timeout_millis, int expected);
void fan_out_by_posts(long timeout_millis, int expected, const char *host, int port, const char *file);
void round_trips(int count, int size, long timeout_millis);
void steady_rate(int sockets, double rate, double seconds, int size);
void flood(int sockets, long total, int size, long timeout_millis);
void begin_fan_out(void);
void await_fan_out(long timeout_millis, int expected);

// commands.c: on_answer, unless null, gets each message
extern void (*on_answer)(Connection *);
void say_to_all(long timeout_millis, const char *text);
void fan_out_by_command(int sender, long timeout_millis, int expected, const char *text);
void ask(int count, long timeout_millis, const char *text);
void ask_all(double seconds, int channels, const char *text);

// main.c: handles events until the deadline, or until some have come
int run_once(int64_t deadline);
