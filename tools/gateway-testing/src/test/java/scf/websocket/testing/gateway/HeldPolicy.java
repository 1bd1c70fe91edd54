package scf.websocket.testing.gateway;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import scf.websocket.channels.ChannelClient;
import scf.websocket.channels.ChannelPolicy;
import scf.websocket.channels.PolicyDecision;

/** Holds the connect commands whose token subscribes to {@link #CHANNEL} until {@link #RELEASED}. */
public final class HeldPolicy implements ChannelPolicy {
    static final String CHANNEL = "chat:held";
    static final CountDownLatch ENTERED = new CountDownLatch(1);
    static final CountDownLatch RELEASED = new CountDownLatch(1);

    @Override
    public PolicyDecision onSubscribe(ChannelClient client, String channel) throws Exception {
        if (channel.equals(CHANNEL)) {
            ENTERED.countDown();
            RELEASED.await(5, TimeUnit.SECONDS);
        }
        return PolicyDecision.allow();
    }
}
