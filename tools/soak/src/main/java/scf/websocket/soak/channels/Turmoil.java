package scf.websocket.soak.channels;

import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import scf.websocket.soak.Figures;

/** Lets random clients act, and cuts random connections, in a thread of its own until it is ended. */
final class Turmoil {
    private static final int CUT_ONE_IN = 60;
    private static final int FORGET_ONE_IN = 600;

    private final List<Member> members;
    private final CuttingProxy proxy;
    private final boolean vanishing;
    private final long pauseNanos;
    private final Random random;
    private final Thread thread = new Thread(this::run, "turmoil");
    private volatile boolean isOver;

    /**
     * @param turnMillis how often each client acts, on average
     * @param figures learn of a failure of the thread: afterwards nothing would be put to the test
     */
    Turmoil(
            List<Member> members,
            CuttingProxy proxy,
            boolean vanishing,
            int turnMillis,
            Random random,
            Figures figures) {
        this.members = members;
        this.proxy = proxy;
        this.vanishing = vanishing;
        this.pauseNanos = turnMillis * 1_000_000L / members.size();
        this.random = random;
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(
                (ended, failure) -> figures.violation("the turmoil ended early: " + failure));
        thread.start();
    }

    private void run() {
        while (!isOver) {
            members.get(random.nextInt(members.size())).act(random);
            if (random.nextInt(CUT_ONE_IN) == 0) {
                proxy.cut();
            }
            if (random.nextInt(FORGET_ONE_IN) == 0 && vanishing) {
                proxy.forget();
            }
            LockSupport.parkNanos(pauseNanos);
        }
    }

    /** Returns when the last client has acted. */
    void end() throws InterruptedException {
        isOver = true;
        thread.join();
    }
}
