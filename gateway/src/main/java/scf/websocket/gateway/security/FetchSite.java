package scf.websocket.gateway.security;

import io.netty.handler.codec.http.HttpHeaders;

/** Where a browser says that a request comes from: it says so even for requests without an Origin. */
public final class FetchSite {
    private static final String HEADER = "Sec-Fetch-Site";

    private FetchSite() {}

    /** Whether a page of another site causes the request. Other clients than browsers do not say. */
    public static boolean isAnother(HttpHeaders headers) {
        String site = headers.get(HEADER);
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }
}
