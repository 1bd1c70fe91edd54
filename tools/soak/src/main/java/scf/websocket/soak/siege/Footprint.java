package scf.websocket.soak.siege;

import org.jspecify.annotations.Nullable;

/**
 * The resources that a gateway holds, as seen from outside; a figure that could not be measured is negative.
 *
 * @param heap in use after a full collection, in MB
 * @param files open files, most of them sockets
 * @param connections as the gateway counts them
 */
record Footprint(double heap, long files, long connections) {
    /** What a JVM keeps after any work: code, classes, caches. */
    private static final double SPARE_HEAP = 24;

    /** Tolerance, for new clients and connections to functions come and go. */
    private static final int SPARE_FILES = 24;

    private static final int SPARE_CONNECTIONS = 8;

    /** What differs from the state before, in words; null if nothing does. */
    @Nullable String objection(Footprint before) {
        if (heap < 0 || before.heap < 0 || files < 0 || before.files < 0 || connections < 0 || before.connections < 0) {
            return "heap, open files or connections could not be measured";
        }
        if (heap > before.heap + SPARE_HEAP) {
            return "the heap went from %.0f to %.0f MB".formatted(before.heap, heap);
        }
        if (files > before.files + SPARE_FILES) {
            return "open files went from " + before.files + " to " + files;
        }
        if (connections > before.connections + SPARE_CONNECTIONS) {
            return "connections went from " + before.connections + " to " + connections;
        }
        return null;
    }
}
