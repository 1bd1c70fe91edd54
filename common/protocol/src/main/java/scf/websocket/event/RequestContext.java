package scf.websocket.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code requestContext} of a register event. Tencent's documentation says that it "may only grow", so unknown
 * properties are ignored.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class RequestContext {
    private @Nullable String serviceName;

    /** Sent by some producers instead of {@code serviceName}. */
    private @Nullable String serviceId;

    private @Nullable String path;

    private @Nullable String httpMethod;

    private @Nullable String requestId;

    private @Nullable Identity identity;

    private @Nullable String sourceIp;

    private @Nullable String stage;

    private @Nullable Boolean websocketEnable;

    /** Extension: the handshake headers that the gateway forwards, with lower-case names. */
    private @Nullable Map<String, String> headers;

    /** Extension: the query parameters of the handshake that the gateway forwards. */
    private @Nullable Map<String, String> queryString;

    public RequestContext() {}

    public @Nullable String getServiceName() {
        return serviceName;
    }

    public void setServiceName(@Nullable String serviceName) {
        this.serviceName = serviceName;
    }

    public @Nullable String getServiceId() {
        return serviceId;
    }

    public void setServiceId(@Nullable String serviceId) {
        this.serviceId = serviceId;
    }

    public @Nullable String getPath() {
        return path;
    }

    public void setPath(@Nullable String path) {
        this.path = path;
    }

    public @Nullable String getHttpMethod() {
        return httpMethod;
    }

    public void setHttpMethod(@Nullable String httpMethod) {
        this.httpMethod = httpMethod;
    }

    public @Nullable String getRequestId() {
        return requestId;
    }

    public void setRequestId(@Nullable String requestId) {
        this.requestId = requestId;
    }

    public @Nullable Identity getIdentity() {
        return identity;
    }

    public void setIdentity(@Nullable Identity identity) {
        this.identity = identity;
    }

    public @Nullable String getSourceIp() {
        return sourceIp;
    }

    public void setSourceIp(@Nullable String sourceIp) {
        this.sourceIp = sourceIp;
    }

    public @Nullable String getStage() {
        return stage;
    }

    public void setStage(@Nullable String stage) {
        this.stage = stage;
    }

    public @Nullable Boolean getWebsocketEnable() {
        return websocketEnable;
    }

    public void setWebsocketEnable(@Nullable Boolean websocketEnable) {
        this.websocketEnable = websocketEnable;
    }

    public @Nullable Map<String, String> getHeaders() {
        return headers;
    }

    public void setHeaders(@Nullable Map<String, String> headers) {
        this.headers = headers;
    }

    public @Nullable Map<String, String> getQueryString() {
        return queryString;
    }

    public void setQueryString(@Nullable Map<String, String> queryString) {
        this.queryString = queryString;
    }
}
