package scf.websocket.gateway.journal;

/** When a connection counts as recorded. */
public enum JournalSync {
    /**
     * When the disk has it: survives a power cut. Handshakes that come together share one wait, so it costs each of them about the
     * time of one flush, and the throughput of handshakes hardly anything.
     */
    FORCE,

    /** When the operating system has it: survives the end of the process in any way, but not of the machine. */
    OS
}
