package scf.websocket.gateway.handshake;

import io.netty.channel.ChannelHandlerContext;

/** Continues on the event loop of a channel. */
final class EventLoops {
    private EventLoops() {}

    /** At once, if this is the event loop. */
    static void run(ChannelHandlerContext context, Runnable task) {
        if (context.executor().inEventLoop()) {
            task.run();
        } else {
            context.executor().execute(task);
        }
    }
}
