package scf.websocket.gateway.function;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes the HTTP client that all http(s): targets share. */
public final class HttpClients {
    /**
     * How long an idle connection is kept. Below the idle limits of common servers (5 s is Node's and Uvicorn's), because an event that
     * is sent while the server closes the connection is lost: nobody can tell whether it was handled. The JDK's own default is up to
     * 20 minutes.
     */
    private static final String KEEP_ALIVE_SECONDS = "4";

    private static final int THREADS = Math.max(4, Runtime.getRuntime().availableProcessors());

    static {
        // Read once, by the first client of the process; whoever sets them on the command line knows better.
        setDefault("jdk.httpclient.keepalive.timeout");
        setDefault("jdk.httpclient.keepalive.timeout.h2");
    }

    private HttpClients() {}

    private static void setDefault(String property) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, KEEP_ALIVE_SECONDS);
        }
    }

    /**
     * A client with few threads: nothing that it runs blocks. Its connections are bounded by the invocations under way, and an idle one
     * lives for four seconds.
     */
    public static HttpClient newClient(Duration connectTimeout) {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(THREADS, THREADS, 60, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "function-http");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return HttpClient.newBuilder()
                .executor(threads)
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }
}
