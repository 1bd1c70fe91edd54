package scf.websocket.gateway;

/** {@link BroadcastIT} with a thousand clients. */
class BroadcastProof extends BroadcastIT {
    @Override
    int clients() {
        return 999;
    }

    @Override
    int rounds() {
        return 60;
    }
}
