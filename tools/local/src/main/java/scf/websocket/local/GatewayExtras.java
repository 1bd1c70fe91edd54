package scf.websocket.local;

import java.util.ArrayList;
import java.util.List;

/**
 * Options of the gateway that an application may need on this machine as in production, by the same names.
 *
 * @param paths where clients connect, the first for the banner; empty for the default
 * @param origins of pages that may connect, beside the chat page
 * @param query names of query parameters that {@code onConnect} sees
 * @param headers names of headers that it sees
 */
record GatewayExtras(List<String> paths, List<String> origins, List<String> query, List<String> headers) {
    static GatewayExtras none() {
        return new GatewayExtras(List.of(), List.of(), List.of(), List.of());
    }

    /** @param page the origins of the chat page */
    List<String> options(List<String> page) {
        List<String> options = new ArrayList<>();
        if (!origins.isEmpty()) {
            options.add("--allow-origin=" + String.join(",", page) + "," + String.join(",", origins));
        }
        if (!query.isEmpty()) {
            options.add("--pass-query=" + String.join(",", query));
        }
        if (!headers.isEmpty()) {
            options.add("--pass-headers=" + String.join(",", headers));
        }
        return options;
    }
}
