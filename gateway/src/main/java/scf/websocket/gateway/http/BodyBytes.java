package scf.websocket.gateway.http;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import scf.websocket.gateway.limit.AddressKey;
import scf.websocket.gateway.limit.BodyBudget;

/** The bytes that the body of one connection's request takes from a {@link BodyBudget}. Event loop only. */
final class BodyBytes {
    private final BodyBudget budget;
    private final String key;
    private long taken;

    BodyBytes(BodyBudget budget, Channel channel) {
        this.budget = budget;
        this.key =
                channel.remoteAddress() instanceof InetSocketAddress peer ? AddressKey.of(peer.getAddress()) : "gone";
    }

    /** @return false if the budget is exhausted */
    boolean take(int bytes) {
        if (!budget.take(key, bytes)) {
            return false;
        }
        taken += bytes;
        return true;
    }

    void giveBack() {
        if (taken > 0) {
            budget.giveBack(key, taken);
            taken = 0;
        }
    }
}
