package scf.websocket.gateway.security;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Who a client is when proxies stand before the gateway. Each proxy adds the address that it was called from at the right end of
 * {@code X-Forwarded-For}; so the rightmost address that is not a trusted proxy's is the client's, and what stands left of it is
 * what the client claims. Of a caller that is not trusted the header is ignored altogether.
 */
public final class TrustedProxies {
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final List<AddressRange> ranges;

    private TrustedProxies(List<AddressRange> ranges) {
        this.ranges = ranges;
    }

    /** @throws IllegalArgumentException for what is neither an address nor a range of addresses, or stands for everybody */
    public static TrustedProxies of(List<String> ranges) {
        return new TrustedProxies(ranges.stream()
                .map(range -> PeerNetworks.checkedPrefix("--trust-forwarded", range))
                .toList());
    }

    /** The form of RFC 5952, without a zone. IPv4 in the clothes of IPv6 is IPv4. */
    public static String text(InetAddress address) {
        return NetUtil.toAddressString(address);
    }

    /** @param caller the other end of the socket */
    public InetAddress client(InetAddress caller, HttpHeaders headers) {
        InetAddress client = caller;
        if (!trust(caller)) {
            return client;
        }
        for (String entry : rightmostFirst(headers)) {
            Optional<InetAddress> address = AddressRange.address(withoutPort(entry));
            if (address.isEmpty()) {
                return client; // "unknown" or a made-up name: no more can be known than who handed it on.
            }
            client = address.get();
            if (!trust(client)) {
                return client;
            }
        }
        return client;
    }

    private static List<String> rightmostFirst(HttpHeaders headers) {
        List<String> entries = new ArrayList<>();
        for (String line : headers.getAll(FORWARDED_FOR)) {
            for (String entry : line.split(",", -1)) {
                entries.add(entry.trim());
            }
        }
        Collections.reverse(entries);
        return entries;
    }

    /** Some proxies write {@code 1.2.3.4:5678} and {@code [::1]:5678}. */
    private static String withoutPort(String entry) {
        if (entry.startsWith("[")) {
            int end = entry.indexOf(']');
            return end < 0 ? entry : entry.substring(1, end);
        }
        int colon = entry.indexOf(':');
        return colon > 0 && colon == entry.lastIndexOf(':') ? entry.substring(0, colon) : entry;
    }

    /** Whether it is one of them. */
    public boolean trust(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
