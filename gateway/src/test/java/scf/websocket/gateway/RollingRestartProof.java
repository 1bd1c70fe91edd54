package scf.websocket.gateway;

import java.time.Duration;

/**
 * {@link RollingRestartIT} with 600 clients and three nodes, all of which are restarted, and a load balancer that polls
 * once a second.
 */
class RollingRestartProof extends RollingRestartIT {
    @Override
    int clientCount() {
        return 600;
    }

    @Override
    int nodeCount() {
        return 3;
    }

    @Override
    int restarts() {
        return 3;
    }

    @Override
    Duration probeInterval() {
        return Duration.ofSeconds(1);
    }

    @Override
    int drainSeconds() {
        return 10;
    }

    /** 200 messages a second: clients, functions and three gateways share a machine of two cores. */
    @Override
    Duration messageInterval() {
        return Duration.ofSeconds(3);
    }
}
