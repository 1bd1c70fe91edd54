package scf.websocket.gateway.session;

import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;

/** What was pushed to a connection between register's store and the 101, bounded in bytes. */
final class EarlyFrames {
    private final int maxBytes;
    private final List<OutboundFrame> frames = new ArrayList<>(1);
    private int bytes;
    private boolean closeRequested;

    EarlyFrames(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    boolean add(OutboundFrame frame) {
        if (bytes + frame.size() > maxBytes) {
            return false;
        }
        frames.add(frame);
        bytes += frame.size();
        return true;
    }

    void requestClose() {
        closeRequested = true;
    }

    boolean closeRequested() {
        return closeRequested;
    }

    void writeTo(Channel channel) {
        for (OutboundFrame frame : frames) {
            channel.write(frame.share(), channel.voidPromise());
        }
        channel.flush();
    }
}
