package scf.websocket.deploy;

/** One thing that deploy files have to get right. */
@FunctionalInterface
interface Rule {
    void check(Component component, DeployFiles files, Problems problems);
}
