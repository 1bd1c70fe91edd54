package scf.websocket.gateway.limit;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * The key for limits per address. An IPv6 host can choose any address in its /64 (RFC 4291 §2.5.1, RFC 6177), so a /64
 * has one key; an IPv4-mapped address ({@code ::ffff:203.0.113.7}) counts as IPv4.
 */
public final class AddressKey {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int PREFIX_BYTES = 8;

    private AddressKey() {}

    /** Returns the key of a socket's remote address. */
    public static String of(InetAddress address) {
        return of(address.getAddress(), NetUtil.toAddressString(address));
    }

    /** @param address as text; anything that is not an address is its own key */
    public static String of(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes == null ? address : of(bytes, address);
    }

    private static String of(byte[] address, String text) {
        if (address.length != IPV6_BYTES) {
            return text;
        }
        if (isMapped(address)) {
            return NetUtil.bytesToIpAddress(Arrays.copyOfRange(address, IPV6_BYTES - IPV4_BYTES, IPV6_BYTES));
        }
        byte[] prefix = Arrays.copyOf(Arrays.copyOf(address, PREFIX_BYTES), IPV6_BYTES);
        return NetUtil.bytesToIpAddress(prefix) + "/64";
    }

    /** ::ffff:0:0/96, RFC 4291 §2.5.5.2. */
    private static boolean isMapped(byte[] address) {
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return address[10] == -1 && address[11] == -1;
    }
}
