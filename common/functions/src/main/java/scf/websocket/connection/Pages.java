package scf.websocket.connection;

/** Validates page sizes. */
final class Pages {
    private Pages() {}

    static int checkLimit(int limit) {
        if (limit < 1 || limit > ConnectionStore.MAX_PAGE) {
            throw new IllegalArgumentException("limit must be between 1 and " + ConnectionStore.MAX_PAGE);
        }
        return limit;
    }
}
