package scf.websocket.deploy;

/** A rule for deploy files. */
@FunctionalInterface
interface Rule {
    void check(Component component, DeployFiles files, Problems problems);
}
