package scf.websocket.gateway.failure;

/**
 * Why a start failed. It may be something outside that is not ready yet and may be in a moment (Redis that loads its data, a port of a
 * process that ends), as opposed to a setting that has to be corrected.
 */
public interface TransientFault {
    /** Whether the same start may succeed later. */
    boolean mayPass();
}
