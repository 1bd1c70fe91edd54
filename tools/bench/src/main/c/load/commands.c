// Measurements with the texts of a protocol: commands that the server answers.
#include "load.h"

static const int64_t MILLISECOND = 1000000;

void (*on_answer)(Connection *);

static int wanted, answered, refused, channel_count;
static int64_t asking_until;
static const char *template;

// Writes a number over the first "M@@@@@@@;" and a channel over the first "C@@".
static void send_command(Connection *c, const char *text, long number, int channel) {
    static char copy[4096];
    char digits[24];
    snprintf(copy, sizeof copy, "%s", text);
    char *mark = strstr(copy, "M@@@@@@@;");
    if (mark) {
        snprintf(digits, sizeof digits, "%07ld", number);
        memcpy(mark + 1, digits, 7);
    }
    mark = strstr(copy, "C@@");
    if (mark) {
        snprintf(digits, sizeof digits, "%02d", channel);
        memcpy(mark + 1, digits, 2);
    }
    send_frame(c, 1, copy, strlen(copy));
}

static int is_refusal(Connection *c) {
    return memmem(c->prefix, c->prefix_length, "\"error\"", 7) != 0;
}

static void count_answer(Connection *c) {
    answered++;
    refused += is_refusal(c);
}

static void print_answers(void) {
    printf("{\"answered\":%d,\"refused\":%d,", answered, refused);
    print_samples();
    print_end();
}

static void await_answers(int64_t deadline) {
    while (answered < wanted && nanos() < deadline)
        run_once(deadline);
    on_answer = 0;
}

void say_to_all(long timeout_millis, const char *text) {
    wanted = connection_count;
    answered = refused = 0;
    on_answer = count_answer;
    for (int i = 0; i < connection_count; i++)
        send_command(connections[i], text, 0, 0);
    await_answers(nanos() + timeout_millis * MILLISECOND);
    print_answers();
}

void fan_out_by_command(int sender, long timeout_millis, int expected, const char *text) {
    begin_fan_out();
    send_command(connections[sender], text, fan_sequence, 0);
    await_fan_out(timeout_millis, expected);
}

void ask(int count, long timeout_millis, const char *text) {
    int missing = 0;
    answered = refused = 0;
    for (int i = 0; i < count && missing < 3; i++) {
        int64_t began = nanos();
        wanted = answered + 1;
        on_answer = count_answer;
        send_command(connections[0], text, ++sequence, 0);
        await_answers(began + timeout_millis * MILLISECOND);
        if (answered >= wanted)
            sample(nanos() - began);
        else
            missing++;
    }
    print_answers();
}

static void ask_next(Connection *c) {
    count_answer(c);
    if (nanos() < asking_until) {
        wanted++;
        send_command(c, template, ++sequence, c->number % channel_count);
    }
}

void ask_all(double seconds, int channels, const char *text) {
    int64_t began = nanos();
    asking_until = began + seconds * 1e9;
    answered = refused = 0;
    wanted = connection_count;
    channel_count = channels;
    template = text;
    on_answer = ask_next;
    for (int i = 0; i < connection_count; i++) {
        connections[i]->number = i;
        send_command(connections[i], text, ++sequence, i % channels);
    }
    await_answers(asking_until + 10000 * MILLISECOND);
    printf("{\"answered\":%d,\"refused\":%d,\"missing\":%d,\"seconds\":%.6f,", answered, refused, wanted - answered,
           (nanos() - began) / 1e9);
    print_end();
}
