// backend: a minimal counterpart of each measured server, in one epoll thread: `backend PORT`, on loopback.
//
//   POST /fn/register /fn/cleanup /fn/noop   functions of the gateway that answer errNo 0; register's ids are kept
//   POST /fn/echo                            a function that pushes the message back, then answers
//   POST /push-to                            where /fn/echo pushes: "HOST PORT PATH"
//   GET  /ids /counts                        the ids, a line each; the number of calls by function
//   POST /grip/echo /grip/noop               a back end of Pushpin; subscribes each client to the channel "all"
//   GET  /ws                                 a WebSocket server: echoes, and broadcasts texts that begin with M
//   POST /publish                            broadcasts the body to the WebSockets
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
#include <unistd.h>

enum { LISTENER, CLIENT, PUSHER };

typedef struct Peer {
    int kind, fd, is_websocket, slot, wants_write;
    char *in, *out;
    size_t in_length, in_capacity, out_start, out_end, out_capacity;
    struct Peer *waiting_client, *next_idle;
} Peer;

// peer.c
extern int epoll;
void watch(Peer *peer, uint32_t events, int operation);
void drop_peer(Peer *peer);
void append(Peer *peer, const void *bytes, size_t length);
void flush_out(Peer *peer);
void read_peer(Peer *peer);

// http.c: functions that consume input return the number of bytes, 0 if they need more
enum { REGISTER, CLEANUP, NOOP, ECHO, GRIP, CALLS };
extern long calls[CALLS];
void answer(Peer *peer, const char *type, const char *body, size_t length, const char *headers);
void answer_ok(Peer *peer);
size_t receive_request(Peer *peer, char *bytes, size_t length);
size_t content_length(const char *head, const char *end);

// handshake.c
void accept_key(const char *key, size_t length, char *accepted);

// websocket.c
extern Peer **sockets;
extern int socket_count;
void add_socket(Peer *peer);
void broadcast(const char *text, size_t length);
size_t receive_frame(Peer *peer, uint8_t *bytes, size_t length);

// functions.c
void push_to(const char *address, size_t length);
void push_then_answer(Peer *client, const char *body, size_t length);
void end_pusher(Peer *pusher);
size_t receive_push_answer(Peer *pusher, const char *bytes, size_t length);
void answer_grip(Peer *peer, int echo, char *bytes, size_t length);
