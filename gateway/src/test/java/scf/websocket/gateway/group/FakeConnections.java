package scf.websocket.gateway.group;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.session.ConnectionDetails;
import scf.websocket.gateway.session.LiveConnection;
import scf.websocket.gateway.session.OutboundFrame;
import scf.websocket.gateway.session.SendOutcome;
import scf.websocket.gateway.session.SessionRegistry;

/** Connections without sockets, on event loops that run when the test says so. */
final class FakeConnections {
    private final SessionRegistry registry = new SessionRegistry();
    private final List<ManualLoop> loops = new ArrayList<>();
    private final ManualLoop first = loop();
    private final Set<FakeConnection> called = new LinkedHashSet<>();

    SessionRegistry registry() {
        return registry;
    }

    ManualLoop loop() {
        ManualLoop loop = new ManualLoop();
        loops.add(loop);
        return loop;
    }

    FakeConnection open(String apiId, String id) {
        return open(apiId, id, first);
    }

    FakeConnection open(String apiId, String id, ManualLoop loop) {
        FakeConnection connection = new FakeConnection(apiId, id, loop);
        registry.add(connection);
        return connection;
    }

    void end(FakeConnection connection) {
        registry.remove(connection);
    }

    boolean isOpen(LiveConnection connection) {
        return registry.find(connection.apiId(), connection.id()).isPresent();
    }

    /** Runs what waits on the loops, until nothing does. */
    void runLoops() {
        loops.forEach(ManualLoop::run);
    }

    void forgetCalls() {
        called.clear();
    }

    /** Returns the connections of which anything was called. */
    Set<FakeConnection> called() {
        return called;
    }

    /** An event loop that a test runs. */
    static final class ManualLoop implements Executor {
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private boolean stopped;

        @Override
        public void execute(Runnable task) {
            if (stopped) {
                throw new RejectedExecutionException("stopped");
            }
            tasks.add(task);
        }

        int waiting() {
            return tasks.size();
        }

        void stop() {
            stopped = true;
        }

        void run() {
            while (!tasks.isEmpty()) {
                tasks.remove().run();
            }
        }
    }

    /** A connection that counts as called whatever is asked of it. */
    final class FakeConnection implements LiveConnection {
        private final String apiId;
        private final String id;
        private final ManualLoop loop;

        private FakeConnection(String apiId, String id, ManualLoop loop) {
            this.apiId = apiId;
            this.id = id;
            this.loop = loop;
        }

        @Override
        public String id() {
            called.add(this);
            return id;
        }

        @Override
        public String apiId() {
            called.add(this);
            return apiId;
        }

        @Override
        public Executor eventLoop() {
            called.add(this);
            return loop;
        }

        @Override
        public void onEventLoop(Runnable task) {
            called.add(this);
            loop.execute(task);
        }

        @Override
        public ConnectionDetails details() {
            called.add(this);
            return new ConnectionDetails("127.0.0.1", true, Duration.ZERO, 0, 0, 0);
        }

        @Override
        public SendOutcome send(OutboundFrame frame) {
            called.add(this);
            return SendOutcome.DELIVERED;
        }

        @Override
        public void flush() {
            called.add(this);
        }

        @Override
        public boolean close(CloseCause cause) {
            called.add(this);
            return true;
        }

        @Override
        public boolean close(CloseCause cause, int closeCode, String closeReason) {
            called.add(this);
            return true;
        }

        @Override
        public void pauseReading(boolean paused) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void cut() {
            throw new UnsupportedOperationException();
        }
    }
}
