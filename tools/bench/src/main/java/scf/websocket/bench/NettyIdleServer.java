package scf.websocket.bench;

/**
 * An echo server on Netty with the gateway's pipeline: what the gateway would cost if it did nothing.
 *
 * <p>Prints {@code listening PORT} and runs until it is killed. The argument {@code deflate} makes it accept
 * permessage-deflate.
 */
public final class NettyIdleServer {
    private NettyIdleServer() {}

    public static void main(String[] arguments) {
        boolean deflate = arguments.length > 0 && arguments[0].equals("deflate");
        System.out.println("listening " + start(deflate).port());
    }

    static LoopbackServer start(boolean deflate) {
        return new LoopbackServer(new TrimmedPipeline(deflate));
    }
}
