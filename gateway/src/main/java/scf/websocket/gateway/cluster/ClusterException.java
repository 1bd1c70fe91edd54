package scf.websocket.gateway.cluster;

import scf.websocket.gateway.failure.TransientFault;

/** The gateway cannot join the cluster. The message is written for operators and contains no password. */
public final class ClusterException extends RuntimeException implements TransientFault {
    private static final long serialVersionUID = 1L;

    private final String text;
    private final boolean passing;

    public ClusterException(String message, Throwable cause, boolean passing) {
        super(message, cause);
        this.text = message;
        this.passing = passing;
    }

    @Override
    public boolean mayPass() {
        return passing;
    }

    @Override
    public String getMessage() {
        return text;
    }
}
