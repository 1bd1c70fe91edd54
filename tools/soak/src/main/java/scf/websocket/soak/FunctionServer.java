package scf.websocket.soak;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;

/** The JDK's HTTP server on a free port of the loopback, set up as servers of functions are. */
public final class FunctionServer {
    private static final int BACKLOG = 4096;

    private FunctionServer() {}

    /**
     * Keeps every connection for an hour. By default it keeps two hundred and closes what is above that right behind an answer, into which
     * the next event runs.
     */
    public static HttpServer open(Executor threads) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "20000");
        System.setProperty("sun.net.httpserver.idleInterval", "3600");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.setExecutor(threads);
        return server;
    }
}
