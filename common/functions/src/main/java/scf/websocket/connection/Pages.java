package scf.websocket.connection;

/** The bound of a page. */
final class Pages {
    private Pages() {}

    static int checkLimit(int limit) {
        if (limit < 1 || limit > ConnectionStore.MAX_PAGE) {
            throw new IllegalArgumentException("limit is not within 1 and " + ConnectionStore.MAX_PAGE);
        }
        return limit;
    }
}
