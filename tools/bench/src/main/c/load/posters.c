// A keep-alive HTTP connection that posts prepared requests one after another.
#include "load.h"

int posts_left, failed_posts;

static Poster poster;
static char **requests, *request_file;
static size_t *request_lengths;
static int request_count, next_request;

static void post_next(Poster *p) {
    if (next_request == request_count)
        return;
    p->request = requests[next_request];
    p->request_length = request_lengths[next_request++];
    p->request_sent = 0;
    p->buffer_length = 0;
    p->body_left = -1;
    p->busy = 1;
    ssize_t w = send(p->source.fd, p->request, p->request_length, MSG_NOSIGNAL);
    if (w > 0)
        p->request_sent = w;
    if (p->request_sent < p->request_length)
        watch(&p->source, p->source.fd, EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD);
}

void on_poster(Poster *p, uint32_t ev) {
    if (ev & EPOLLOUT && p->busy) {
        while (p->request_sent < p->request_length) {
            ssize_t w =
                send(p->source.fd, p->request + p->request_sent, p->request_length - p->request_sent, MSG_NOSIGNAL);
            if (w < 0)
                break;
            p->request_sent += w;
        }
        if (p->request_sent == p->request_length)
            watch(&p->source, p->source.fd, EPOLLIN, EPOLL_CTL_MOD);
    }
    if (!(ev & (EPOLLIN | EPOLLHUP)))
        return;
    ssize_t r = recv(p->source.fd, p->buffer + p->buffer_length, sizeof p->buffer - 1 - p->buffer_length, 0);
    if (r <= 0) {
        if (r < 0 && errno == EAGAIN)
            return;
        close(p->source.fd);
        p->source.fd = 0;
        if (p->busy) {
            failed_posts++;
            posts_left--;
            p->busy = 0;
        }
        return;
    }
    p->buffer_length += r;
    p->buffer[p->buffer_length] = 0;
    if (p->body_left < 0) {
        char *e = strstr(p->buffer, "\r\n\r\n");
        if (!e)
            return;
        char *l = strcasestr(p->buffer, "content-length:");
        p->status = atoi(p->buffer + 9);
        p->body_left = l && l < e ? atol(l + 15) : 0;
        size_t h = e + 4 - p->buffer;
        p->body_left -= p->buffer_length - h;
        p->buffer_length = 0;
    } else {
        p->body_left -= r;
        p->buffer_length = 0;
    }
    if (p->body_left > 0)
        return;
    if (p->status / 100 != 2)
        failed_posts++;
    posts_left--;
    p->busy = 0;
    p->body_left = -1;
    post_next(p);
}

// FILE has for each request its length in decimal, a newline, and its bytes.
void load_requests(const char *file) {
    if (request_file && !strcmp(request_file, file))
        return;
    FILE *f = fopen(file, "r");
    if (!f) {
        perror(file);
        exit(1);
    }
    for (int i = 0; i < request_count; i++)
        free(requests[i]);
    request_count = 0;
    size_t n;
    while (fscanf(f, "%zu", &n) == 1) {
        fgetc(f);
        requests = realloc(requests, (request_count + 1) * sizeof *requests);
        request_lengths = realloc(request_lengths, (request_count + 1) * sizeof *request_lengths);
        requests[request_count] = malloc(n);
        if (fread(requests[request_count], 1, n, f) != n) {
            fprintf(stderr, "short %s\n", file);
            exit(1);
        }
        request_lengths[request_count++] = n;
    }
    fclose(f);
    free(request_file);
    request_file = strdup(file);
}

// Writes the number of the message over "M@@@@@@@;", and over the number that has replaced it.
static void number_requests(long number) {
    char text[24];
    snprintf(text, sizeof text, "M%07ld;", number);
    for (int i = 0; i < request_count; i++) {
        char *request = requests[i], *end = request + request_lengths[i];
        for (char *p = request; (p = memchr(p, 'M', end - p)); p++)
            if (p + 9 <= end && p[8] == ';' && (p[1] == '@' || (p[1] >= '0' && p[1] <= '9'))) {
                memcpy(p, text, 9);
                break;
            }
    }
}

void connect_poster(const char *host, int port) {
    if (poster.source.fd > 0)
        return;
    poster.source.kind = POSTER;
    poster.body_left = -1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    inet_pton(AF_INET, host, &address.sin_addr);
    int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    if (connect(fd, (void *)&address, sizeof address)) {
        perror("connect");
        exit(1);
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    poster.source.fd = fd;
    watch(&poster.source, fd, EPOLLIN, EPOLL_CTL_ADD);
}

void post_all(long number) {
    number_requests(number);
    next_request = 0;
    posts_left = request_count;
    post_next(&poster);
}
