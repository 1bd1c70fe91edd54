package scf.websocket.gateway.security;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Addresses with the same first bits, RFC 4632: {@code 10.0.0.0/8}, {@code fd00::/8}, or a single one without a slash. */
record AddressRange(InetAddress base, int bits) {
    /** @throws IllegalArgumentException for anything else, a host name included */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress base = address(slash < 0 ? text : text.substring(0, slash)).orElseThrow(() -> malformed(text));
        int most = base.getAddress().length * Byte.SIZE;
        if (slash < 0) {
            return new AddressRange(base, most);
        }
        String bits = text.substring(slash + 1);
        if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > most) {
            throw malformed(text);
        }
        return new AddressRange(base, Integer.parseInt(bits));
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "--trust-forwarded must be addresses or ranges like 10.0.0.0/8 or ::1, but has '" + text + "'");
    }

    /** An address in numbers; a name is never looked up. IPv4 in the clothes of IPv6 is IPv4. */
    static Optional<InetAddress> address(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress address) {
        byte[] ours = base.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
