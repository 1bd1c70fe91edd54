package scf.websocket.gateway.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** The connection begins with the PROXY protocol, which is not supported, instead of a request. */
final class ProxyPreface extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private static final byte[] VERSION_1 = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION_2 = "\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.US_ASCII);

    ProxyPreface() {
        super("the PROXY protocol is not spoken here");
    }

    /** Whether a connection begins with the PROXY protocol. */
    static boolean begins(ByteBuf in) {
        return startsWith(in, VERSION_1) || startsWith(in, VERSION_2);
    }

    private static boolean startsWith(ByteBuf in, byte[] prefix) {
        if (in.readableBytes() < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (in.getByte(in.readerIndex() + i) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
