package scf.websocket.gateway.handshake;

import io.netty.channel.ChannelHandlerContext;

/** Runs tasks on a channel's event loop. */
final class EventLoops {
    private EventLoops() {}

    /** Runs the task immediately if called on the event loop. */
    static void run(ChannelHandlerContext context, Runnable task) {
        if (context.executor().inEventLoop()) {
            task.run();
        } else {
            context.executor().execute(task);
        }
    }
}
