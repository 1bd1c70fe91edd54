package scf.websocket.channels.config;

/** Uses of a channel that three options open: to subscribers, to every signed-in client, to anonymous ones too. */
enum Access {
    PUBLISH(
            ChannelOption.ALLOW_PUBLISH_FOR_SUBSCRIBER,
            ChannelOption.ALLOW_PUBLISH_FOR_CLIENT,
            ChannelOption.ALLOW_PUBLISH_FOR_ANONYMOUS),
    PRESENCE(
            ChannelOption.ALLOW_PRESENCE_FOR_SUBSCRIBER,
            ChannelOption.ALLOW_PRESENCE_FOR_CLIENT,
            ChannelOption.ALLOW_PRESENCE_FOR_ANONYMOUS),
    HISTORY(
            ChannelOption.ALLOW_HISTORY_FOR_SUBSCRIBER,
            ChannelOption.ALLOW_HISTORY_FOR_CLIENT,
            ChannelOption.ALLOW_HISTORY_FOR_ANONYMOUS);

    private final ChannelOption forSubscriber;
    private final ChannelOption forClient;
    private final ChannelOption forAnonymous;

    Access(ChannelOption forSubscriber, ChannelOption forClient, ChannelOption forAnonymous) {
        this.forSubscriber = forSubscriber;
        this.forClient = forClient;
        this.forAnonymous = forAnonymous;
    }

    boolean allows(ChannelOptions options, String user, boolean subscribed) {
        boolean open = options.flag(forClient) || (subscribed && options.flag(forSubscriber));
        return open && (!user.isEmpty() || options.flag(forAnonymous));
    }
}
