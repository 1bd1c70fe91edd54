// Listens and runs the event loop.
#include "backend.h"

static void accept_clients(int listener) {
    for (int i = 0; i < 64; i++) {
        int fd = accept4(listener, 0, 0, SOCK_NONBLOCK), one = 1;
        if (fd < 0)
            return;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        Peer *client = calloc(1, sizeof *client);
        client->kind = CLIENT;
        client->fd = fd;
        watch(client, EPOLLIN, EPOLL_CTL_ADD);
    }
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: backend PORT\n");
        return 2;
    }
    struct rlimit l;
    getrlimit(RLIMIT_NOFILE, &l);
    l.rlim_cur = l.rlim_max;
    setrlimit(RLIMIT_NOFILE, &l);
    epoll = epoll_create1(0);
    static Peer server = {.kind = LISTENER};
    server.fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    int one = 1;
    setsockopt(server.fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in a = {
        .sin_family = AF_INET, .sin_port = htons(atoi(argv[1])), .sin_addr.s_addr = htonl(0x7f000001)};
    if (bind(server.fd, (void *)&a, sizeof a) || listen(server.fd, 4096)) {
        perror("listen");
        return 1;
    }
    watch(&server, EPOLLIN, EPOLL_CTL_ADD);
    printf("listening %s\n", argv[1]);
    fflush(stdout);
    for (;;) {
        static struct epoll_event ev[512];
        int n = epoll_wait(epoll, ev, 512, -1);
        for (int i = 0; i < n; i++) {
            Peer *p = ev[i].data.ptr;
            if (p->kind == LISTENER)
                accept_clients(server.fd);
            else if (p->fd >= 0) {
                if (ev[i].events & EPOLLOUT)
                    flush_out(p);
                if (p->fd >= 0 && ev[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR))
                    read_peer(p);
            }
        }
    }
}
