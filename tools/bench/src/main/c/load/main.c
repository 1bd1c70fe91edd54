// Reads commands and runs the event loop.
#include "load.h"

static char *input;
static size_t input_capacity, input_length;
static int input_ended;

int run_once(int64_t until) {
    static struct epoll_event ev[1024];
    int64_t t = nanos();
    int64_t d = until - t;
    if (d < 0)
        d = 0;
    struct timespec ts = {d / 1000000000LL, d % 1000000000LL};
    int n = epoll_pwait2(epoll, ev, 1024, &ts, 0);
    now = nanos();
    for (int i = 0; i < n; i++) {
        Source *s = ev[i].data.ptr;
        if (s->kind == CONNECTION)
            on_connection((Connection *)s, ev[i].events);
        else if (s->kind == POSTER)
            on_poster((Poster *)s, ev[i].events);
        else if (s->kind == STDIN) {
            if (input_length + 4096 > input_capacity)
                input = realloc(input, input_capacity = input_length + 65536);
            ssize_t r = read(0, input + input_length, 4095);
            if (r <= 0)
                input_ended = 1;
            else
                input_length += r;
        }
    }
    return n;
}

static int is(const char *word, const char *command) {
    return !strcmp(word, command);
}

// The line behind its first words.
static const char *rest(const char *line, int words) {
    for (; words && *line; line++)
        words -= *line == ' ';
    return line;
}

static void command(const char *line) {
    char w[7][512] = {{0}};
    sscanf(line, "%511s %511s %511s %511s %511s %511s %511s", w[0], w[1], w[2], w[3], w[4], w[5], w[6]);
    sample_count = 0;
    if (is(w[0], "open")) {
        open_sockets(atoi(w[1]), w[2], atoi(w[3]), w[4], atoi(w[5]), atol(w[6]));
    } else if (is(w[0], "close")) {
        close_sockets();
    } else if (is(w[0], "fan")) {
        fan_out(atoi(w[1]), atoi(w[2]), atol(w[3]), atoi(w[4]));
    } else if (is(w[0], "fanpost")) {
        fan_out_by_posts(atol(w[1]), atoi(w[2]), w[3], atoi(w[4]), w[5]);
    } else if (is(w[0], "rtt")) {
        round_trips(atoi(w[1]), atoi(w[2]), atol(w[3]));
    } else if (is(w[0], "rate")) {
        steady_rate(atoi(w[1]), atof(w[2]), atof(w[3]), atoi(w[4]));
    } else if (is(w[0], "flood")) {
        flood(atoi(w[1]), atol(w[2]), atoi(w[3]), atol(w[4]));
    } else if (is(w[0], "say")) {
        say_to_all(atol(w[1]), rest(line, 2));
    } else if (is(w[0], "fansay")) {
        fan_out_by_command(atoi(w[1]), atol(w[2]), atoi(w[3]), rest(line, 4));
    } else if (is(w[0], "ask")) {
        ask(atoi(w[1]), atol(w[2]), rest(line, 3));
    } else if (is(w[0], "askall")) {
        ask_all(atof(w[1]), atoi(w[2]), rest(line, 3));
    } else if (is(w[0], "count")) {
        printf("{\"messages\":%lu,\"bytes\":%lu,", messages_received, bytes_received);
        print_end();
    } else if (is(w[0], "reset") || is(w[0], "ignore") || is(w[0], "idle")) {
        int64_t deadline = nanos();
        if (is(w[0], "reset"))
            messages_received = bytes_received = 0;
        else if (is(w[0], "ignore"))
            ignored_messages = atol(w[1]);
        else
            deadline += atol(w[1]) * 1000000LL;
        while (nanos() < deadline)
            run_once(deadline);
        printf("{");
        print_end();
    } else {
        fprintf(stderr, "unknown command: %s\n", line);
        exit(2);
    }
}

int main(void) {
    struct rlimit l;
    getrlimit(RLIMIT_NOFILE, &l);
    l.rlim_cur = l.rlim_max;
    setrlimit(RLIMIT_NOFILE, &l);
    epoll = epoll_create1(0);
    static Source in = {STDIN, 0};
    fcntl(0, F_SETFL, O_NONBLOCK);
    watch(&in, 0, EPOLLIN, EPOLL_CTL_ADD);
    for (;;) {
        char *nl;
        while (input_length && (nl = memchr(input, '\n', input_length))) {
            *nl = 0;
            char *cmd = strdup(input);
            size_t k = nl + 1 - input;
            memmove(input, nl + 1, input_length -= k);
            command(cmd);
            free(cmd);
        }
        if (input_ended)
            return 0;
        run_once(nanos() + 1000000000LL);
    }
}
