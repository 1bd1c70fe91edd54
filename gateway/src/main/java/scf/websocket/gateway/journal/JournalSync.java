package scf.websocket.gateway.journal;

/** When a connection counts as recorded. */
public enum JournalSync {
    /**
     * Once it is on disk: survives a power failure. Concurrent handshakes share a flush, so each waits for about one,
     * and their throughput hardly drops.
     */
    FORCE,

    /** Once the operating system has it: survives a crash of the process, but not of the machine. */
    OS
}
