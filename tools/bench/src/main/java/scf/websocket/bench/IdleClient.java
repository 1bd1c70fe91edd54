package scf.websocket.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Opens WebSocket connections to a server on loopback, {@value #PARALLEL} at a time, and leaves them idle.
 *
 * <p>Arguments: port, number of connections, and optionally the extension to offer. Prints {@code connected COUNT}. Each line
 * {@code message} on standard input makes every connection send a message and wait for its answer, then {@code answered COUNT}
 * is printed; the end of the input closes everything. A connection that fails ends the program with a stack trace and a non-zero
 * status.
 */
public final class IdleClient {
    private static final int PARALLEL = 64;

    private IdleClient() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        int port = Integer.parseInt(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        String extensions = arguments.length > 2 ? arguments[2] : "";
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL, task -> {
            Thread thread = new Thread(task, "client");
            thread.setDaemon(true);
            return thread;
        });
        List<IdleConnection> connections =
                all(threads, Collections.nCopies(count, () -> IdleConnection.open(port, extensions)));
        System.out.println("connected " + connections.size());
        List<Callable<IdleConnection>> exchanges = new ArrayList<>();
        connections.forEach(connection -> exchanges.add(() -> {
            connection.exchange();
            return connection;
        }));
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, ISO_8859_1));
        while ("message".equals(commands.readLine())) {
            System.out.println("answered " + all(threads, exchanges).size());
        }
        for (IdleConnection connection : connections) {
            connection.close();
        }
    }

    private static <T> List<T> all(ExecutorService threads, List<Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        List<T> results = new ArrayList<>(tasks.size());
        for (Future<T> done : threads.invokeAll(tasks)) {
            results.add(done.get());
        }
        return results;
    }
}
