package scf.websocket.gateway.session;

import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.connection.CloseDetails;

/** Frames pushed between register's store and the 101, limited in bytes; a close request ends the list. */
final class EarlyFrames {
    private final int maxBytes;
    private final List<OutboundFrame> frames = new ArrayList<>(1);
    private int bytes;
    private @Nullable CloseDetails requestedClose;

    EarlyFrames(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    SendOutcome add(OutboundFrame frame) {
        if (requestedClose != null) {
            return SendOutcome.GONE;
        }
        if (bytes + frame.size() > maxBytes && !frames.isEmpty()) {
            requestedClose = CloseDetails.by(CloseCause.SLOW_CONSUMER);
            return SendOutcome.SLOW;
        }
        frames.add(frame);
        bytes += frame.size();
        return SendOutcome.DELIVERED;
    }

    /** Requests a close; false if one was requested before. */
    boolean end(CloseDetails how) {
        if (requestedClose != null) {
            return false;
        }
        requestedClose = how;
        return true;
    }

    /** Returns the close to perform once the connection is open; null if none was requested. */
    @Nullable CloseDetails requestedClose() {
        return requestedClose;
    }

    int bytes() {
        return bytes;
    }

    int size() {
        return frames.size();
    }

    void writeTo(Channel channel, boolean compressed) {
        for (OutboundFrame frame : frames) {
            channel.write(compressed ? frame.shareCompressed() : frame.share(), channel.voidPromise());
        }
        channel.flush();
    }
}
