package scf.websocket.event;

import org.jspecify.annotations.Nullable;

/** An answer that may use what the gateway announced. */
public interface ExtensibleReply extends Reply {
    /**
     * Sets what the gateway is asked to do.
     *
     * @param extensions JSON, an object with {@link ExtensionFields#KEY}; null for nothing
     */
    void setExtensions(@Nullable String extensions);
}
