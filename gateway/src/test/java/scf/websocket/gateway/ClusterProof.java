package scf.websocket.gateway;

/** {@link ClusterIT} with 5,000 clients on the node that is killed. */
class ClusterProof extends ClusterIT {
    @Override
    int clientsOfTheKilledNode() {
        return 5_000;
    }
}
