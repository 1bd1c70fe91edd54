package scf.websocket.channels.protocol;

/** What a push holds. Each kind has a method in {@link PushVisitor}. */
interface PushContent {
    void accept(PushVisitor visitor);
}
