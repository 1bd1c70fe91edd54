package scf.websocket.gateway.security;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Determines a client's address behind proxies. Each proxy appends the address of its caller to {@code
 * X-Forwarded-For}, so the rightmost address that is not a trusted proxy is the client's; anything left of it is the
 * client's claim. Ignores the header of callers that are not trusted. Thread-safe.
 */
public final class TrustedProxies {
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final List<AddressRange> ranges;

    private TrustedProxies(List<AddressRange> ranges) {
        this.ranges = ranges;
    }

    /** @throws IllegalArgumentException if an entry is not an address or range, or covers most of the internet */
    public static TrustedProxies of(List<String> ranges) {
        return new TrustedProxies(ranges.stream()
                .map(range -> PeerNetworks.checkedPrefix("--trust-forwarded", range))
                .toList());
    }

    /** Formats an address as in RFC 5952, without a zone; an IPv4-mapped IPv6 address as IPv4. */
    public static String text(InetAddress address) {
        return NetUtil.toAddressString(address);
    }

    /** @param caller the remote address of the socket */
    public InetAddress client(InetAddress caller, HttpHeaders headers) {
        InetAddress client = caller;
        if (!trust(caller)) {
            return client;
        }
        for (String entry : rightmostFirst(headers)) {
            Optional<InetAddress> address = AddressRange.address(withoutPort(entry));
            if (address.isEmpty()) {
                return client; // "unknown" or an obfuscated name: the proxy is all we know.
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

    /** Whether the address is a trusted proxy. */
    public boolean trust(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
