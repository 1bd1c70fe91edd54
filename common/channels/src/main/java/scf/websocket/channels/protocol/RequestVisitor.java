package scf.websocket.channels.protocol;

/** Handles each kind of request. */
public interface RequestVisitor<T> {
    T connect(ConnectRequest request);

    T subscribe(SubscribeRequest request);

    T unsubscribe(UnsubscribeRequest request);

    T publish(PublishRequest request);

    T presence(PresenceRequest request);

    T presenceStats(PresenceStatsRequest request);

    T history(HistoryRequest request);

    T rpc(RpcRequest request);

    T refresh(RefreshRequest request);

    T subRefresh(SubRefreshRequest request);

    /** Has no reply. */
    T send(SendRequest request);

    T ping(PingRequest request);

    /** The codec has refused the request; its error is the reply. */
    T rejected(RejectedRequest request);
}
