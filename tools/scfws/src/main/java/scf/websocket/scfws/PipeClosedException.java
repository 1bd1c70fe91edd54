package scf.websocket.scfws;

/** Whoever read the output has left, such as {@code head}. The command ends quietly. */
final class PipeClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PipeClosedException() {
        super("the output is closed", null, false, false);
    }
}
