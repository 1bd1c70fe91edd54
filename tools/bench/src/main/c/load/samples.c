// Latencies, and the common end of each answer.
#include "load.h"

int64_t now;
size_t sample_count;

static int64_t *samples;
static size_t sample_capacity;

int64_t nanos(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

void sample(int64_t v) {
    if (sample_count == sample_capacity)
        samples = realloc(samples, (sample_capacity = sample_capacity ? sample_capacity * 2 : 65536) * 8);
    samples[sample_count++] = v;
}

static int compare(const void *a, const void *b) {
    int64_t x = *(int64_t *)a, y = *(int64_t *)b;
    return x < y ? -1 : x > y;
}

static double percentile(double p) {
    if (!sample_count)
        return -1;
    size_t i = (size_t)(p * (sample_count - 1) + 0.5);
    return samples[i] / 1e6;
}

void print_samples(void) {
    qsort(samples, sample_count, 8, compare);
    printf("\"n\":%zu,\"first\":%.4f,\"p50\":%.4f,\"p90\":%.4f,\"p99\":%.4f,\"p999\":%.4f,\"last\":%.4f,", sample_count,
           percentile(0), percentile(.5), percentile(.9), percentile(.99), percentile(.999), percentile(1));
}

void print_end(void) {
    printf("\"open\":%d,\"lost\":%d}\n", open_count, lost_count);
    fflush(stdout);
}
