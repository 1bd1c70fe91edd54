package scf.websocket.gateway.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ExtensionFields;
import scf.websocket.event.TraceParent;

/**
 * The member of an event that says where it is in a trace. Always the last one and of one length, so that an adapter
 * finds it without parsing. Client data cannot look like it: a quotation mark in a JSON string is escaped.
 */
public final class TraceMember {
    private static final byte[] BEFORE =
            (",\"" + ExtensionFields.TRACE_PARENT + "\":\"").getBytes(StandardCharsets.US_ASCII);
    private static final String AFTER = "\"";
    private static final int END = AFTER.length() + "}".length();

    private TraceMember() {}

    /** Returns the member, with the comma before it. */
    public static byte[] of(TraceParent trace) {
        byte[] rest = (trace + AFTER).getBytes(StandardCharsets.US_ASCII);
        byte[] member = Arrays.copyOf(BEFORE, BEFORE.length + rest.length);
        System.arraycopy(rest, 0, member, BEFORE.length, rest.length);
        return member;
    }

    /** Returns the position of an event that the gateway wrote; null if it is in no trace. */
    public static @Nullable String find(byte[] event) {
        int value = event.length - END - TraceParent.LENGTH;
        int member = value - BEFORE.length;
        return member > 0 && Arrays.equals(event, member, value, BEFORE, 0, BEFORE.length)
                ? new String(event, value, TraceParent.LENGTH, StandardCharsets.US_ASCII)
                : null;
    }
}
