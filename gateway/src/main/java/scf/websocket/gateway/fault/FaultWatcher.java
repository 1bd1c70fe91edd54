package scf.websocket.gateway.fault;

/** Somebody who is told of faults. Thread-safe; must not block. */
public interface FaultWatcher {
    void faultBegun(Fault fault);

    void faultEnded(Fault fault);
}
