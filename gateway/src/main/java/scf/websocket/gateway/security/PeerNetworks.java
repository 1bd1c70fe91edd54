package scf.websocket.gateway.security;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Networks whose hosts have a permission. Identifies a caller only by the remote address of its TCP connection; headers
 * from the caller or a proxy do not matter. Thread-safe.
 */
public final class PeerNetworks {
    private static final int MOST = 64;

    /**
     * A shorter prefix covers a large part of the internet: 10.0.0.0/8 and fc00::/7 are the largest private networks.
     */
    private static final int LEAST_BITS_OF_IPV4 = 8;

    private static final int LEAST_BITS_OF_IPV6 = 7;

    private final List<AddressRange> ranges;

    private PeerNetworks(List<AddressRange> ranges) {
        this.ranges = ranges;
    }

    public static PeerNetworks none() {
        return new PeerNetworks(List.of());
    }

    /**
     * Parses networks like {@code 10.0.0.0/8} and single addresses.
     *
     * @param option for the message
     * @throws IllegalArgumentException if an entry is not a network, or covers most of the internet
     */
    public static PeerNetworks of(String option, List<String> networks) {
        if (networks.size() > MOST) {
            throw new IllegalArgumentException(option + " may have " + MOST + " networks, but has " + networks.size());
        }
        return new PeerNetworks(
                networks.stream().map(network -> checked(option, network)).toList());
    }

    private static AddressRange checked(String option, String network) {
        AddressRange range = checkedPrefix(option, network);
        if (!range.base().equals(range.firstAddress())) {
            throw new IllegalArgumentException(option + " has '" + network + "', an address within a network: write "
                    + range.firstAddress().getHostAddress() + "/" + range.bits() + " for the network, or the address"
                    + " without a slash");
        }
        return range;
    }

    /** Rejects prefixes that cover most of the internet. */
    static AddressRange checkedPrefix(String option, String network) {
        AddressRange range = AddressRange.parse(option, network);
        boolean isIpv4 = range.base().getAddress().length == 4;
        if (range.bits() < (isIpv4 ? LEAST_BITS_OF_IPV4 : LEAST_BITS_OF_IPV6)
                || range.base().isAnyLocalAddress()) {
            throw new IllegalArgumentException(option + " must name your own networks, of /" + LEAST_BITS_OF_IPV4
                    + " or longer (IPv6: /" + LEAST_BITS_OF_IPV6 + "), but has '" + network
                    + "', which lets in half the internet or all of it");
        }
        return range;
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** @param peer the remote address of a socket; null if it is closed */
    public boolean contain(@Nullable SocketAddress peer) {
        if (!(peer instanceof InetSocketAddress socket)) {
            return false;
        }
        InetAddress address = socket.getAddress();
        return address != null && ranges.stream().anyMatch(range -> range.contains(address));
    }
}
