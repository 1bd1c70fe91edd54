package scf.websocket.gateway.push;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.Base64Data;
import scf.websocket.event.DataType;
import scf.websocket.gateway.session.OutboundFrame;

/** Creates one frame for all recipients from {@code dataType} and {@code data}. Thread-safe. */
final class PushData {
    private final boolean strict;
    private final int maxMessageBytes;

    /**
     * @param strict whether to accept only what Tencent documents: a lower-case {@code dataType}, and a string as
     * {@code data}
     * @param maxMessageBytes the largest message to a client
     */
    PushData(boolean strict, int maxMessageBytes) {
        this.strict = strict;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** @throws PushRefusal if the data is missing, invalid or too large */
    PushOrder.Send read(PushMembers push) {
        DataType type = type(push.get("dataType")).orElseThrow(() -> new PushRefusal(PushError.BAD_DATA_TYPE));
        PushJson.Value data = push.get("data");
        if (data == null) {
            throw new PushRefusal(PushError.NO_DATA);
        }
        if (strict && !data.isString()) {
            throw new PushRefusal(PushError.DATA_IS_NO_STRING);
        }
        return new PushOrder.Send(type == DataType.TEXT ? text(data) : binary(data));
    }

    /** @throws PushRefusal if it is too large */
    OutboundFrame text(PushJson.Value data) {
        return fitting(OutboundFrame.text(data.text()));
    }

    /** @throws PushRefusal if it is not base64, or too large */
    OutboundFrame binary(PushJson.Value data) {
        return fitting(OutboundFrame.binary(decoded(data)));
    }

    private OutboundFrame fitting(OutboundFrame frame) {
        if (frame.payloadBytes() > maxMessageBytes) {
            throw new PushRefusal(PushError.TOO_LARGE);
        }
        return frame;
    }

    /** Most published functions omit the type or write it in upper case. */
    private Optional<DataType> type(PushJson.@Nullable Value value) {
        boolean isLeftOut = value == null || (value.isString() && value.text().isEmpty());
        if (isLeftOut && !strict) {
            return Optional.of(DataType.TEXT);
        }
        if (value == null || !value.isString()) {
            return Optional.empty();
        }
        return DataType.parse(strict ? value.text() : value.text().toLowerCase(Locale.ROOT));
    }

    private byte[] decoded(PushJson.Value data) {
        try {
            if (!data.isString()) {
                throw new PushRefusal(PushError.BAD_BASE64);
            }
            return strict ? Base64Data.decodeStrictly(data.text()) : Base64Data.decodeLeniently(data.text());
        } catch (IllegalArgumentException e) {
            throw new PushRefusal(strict ? PushError.NOT_STANDARD_BASE64 : PushError.BAD_BASE64);
        }
    }
}
