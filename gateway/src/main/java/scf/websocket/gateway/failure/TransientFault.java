package scf.websocket.gateway.failure;

/**
 * A failed start whose cause may be external and temporary, such as Redis that is still loading its data or a port
 * whose process is about to end, as opposed to an invalid setting.
 */
public interface TransientFault {
    /** Whether the same start may succeed later. */
    boolean mayPass();
}
