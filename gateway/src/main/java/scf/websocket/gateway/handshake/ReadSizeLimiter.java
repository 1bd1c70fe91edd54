package scf.websocket.gateway.handshake;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import scf.websocket.gateway.limit.ByteBudget;

/**
 * Sizes socket reads: like Netty's default, but small while the budget is scarce, so that thousands of sockets that
 * become readable together cannot exceed it. Thread-safe.
 */
@SuppressWarnings("deprecation") // The interface returns the deprecated Handle.
final class ReadSizeLimiter implements RecvByteBufAllocator {
    private final RecvByteBufAllocator usual = new AdaptiveRecvByteBufAllocator();
    private final ByteBudget received;

    ReadSizeLimiter(ByteBudget received) {
        this.received = received;
    }

    @Override
    public Handle newHandle() {
        return new DelegatingHandle(usual.newHandle()) {
            @Override
            public ByteBuf allocate(ByteBufAllocator allocator) {
                return received.isScarce() ? allocator.ioBuffer(guess()) : super.allocate(allocator);
            }

            @Override
            public int guess() {
                return received.isScarce() ? Math.min(super.guess(), received.scarceRead()) : super.guess();
            }
        };
    }
}
