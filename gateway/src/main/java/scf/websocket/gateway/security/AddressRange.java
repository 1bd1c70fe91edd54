package scf.websocket.gateway.security;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A range of IP addresses in CIDR notation (RFC 4632): {@code 10.0.0.0/8}, {@code fd00::/8}, or a single address
 * without a slash.
 */
record AddressRange(InetAddress base, int bits) {
    /** Prefix length of {@code ::ffff:0:0/96}, which contains the IPv4-mapped addresses. */
    private static final int MAPPED_BITS = 96;

    /**
     * Parses a range.
     *
     * @param option for the message
     * @throws IllegalArgumentException if the text is not a range of numeric addresses
     */
    static AddressRange parse(String option, String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        InetAddress base = address(address).orElseThrow(() -> malformed(option, text));
        int most = base.getAddress().length * Byte.SIZE;
        if (slash < 0) {
            return new AddressRange(base, most);
        }
        String digits = text.substring(slash + 1);
        if (!digits.matches("0|[1-9]\\d{0,2}")) {
            throw malformed(option, text);
        }
        // ::ffff:10.0.0.0/104 is 10.0.0.0/8.
        boolean isMapped = base.getAddress().length == 4 && address.indexOf(':') >= 0;
        int bits = Integer.parseInt(digits) - (isMapped ? MAPPED_BITS : 0);
        if (bits < 0 || bits > most) {
            throw malformed(option, text);
        }
        return new AddressRange(base, bits);
    }

    private static IllegalArgumentException malformed(String option, String text) {
        return new IllegalArgumentException(
                option + " must be addresses or ranges like 10.0.0.0/8 or ::1, but has '" + text + "'");
    }

    /** Parses a numeric address without a name lookup. Converts an IPv4-mapped IPv6 address to IPv4. */
    static Optional<InetAddress> address(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Returns the address with zeros after the prefix. */
    InetAddress firstAddress() {
        byte[] bytes = base.getAddress();
        for (int bit = bits; bit < bytes.length * Byte.SIZE; bit++) {
            bytes[bit / Byte.SIZE] &= (byte) ~(0x80 >> (bit % Byte.SIZE));
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the length is that of a valid address", e);
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
