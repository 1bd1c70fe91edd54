package scf.websocket.channels.protocol;

/** Handles each kind of result. */
public interface ResultVisitor {
    void connect(ConnectResult result);

    void subscribe(SubscribeResult result);

    void presence(PresenceResult result);

    void presenceStats(PresenceStatsResult result);

    void history(HistoryResult result);

    void rpc(RpcResult result);

    void refresh(RefreshResult result);

    void subRefresh(SubRefreshResult result);

    /** The result of a command that returns nothing. */
    void empty(EmptyResult result);
}
