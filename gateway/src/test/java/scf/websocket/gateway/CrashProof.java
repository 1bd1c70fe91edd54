package scf.websocket.gateway;

/** {@link CrashIT} with 5,000 connections. */
class CrashProof extends CrashIT {
    @Override
    int connections() {
        return 5_000;
    }
}
