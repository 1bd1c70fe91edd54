package scf.websocket.gateway.tail;

import java.util.concurrent.Executor;

/** The connection of a member. Called by its tail. */
interface TailRecipient {
    /** Returns the executor of the connection, which delivers to several recipients in one task. */
    Executor eventLoop();

    /** Sends a message that has the form the member takes. On {@link #eventLoop}. */
    void deliver(TailMessage message);

    /** Messages are missing that nobody has any more. Nothing is delivered afterwards. */
    void lost();
}
