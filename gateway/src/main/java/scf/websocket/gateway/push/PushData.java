package scf.websocket.gateway.push;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import scf.websocket.event.DataType;
import scf.websocket.gateway.session.OutboundFrame;

/** Makes a frame, once for all recipients, of {@code dataType} and {@code data}. */
final class PushData {
    private PushData() {}

    /** @throws PushRefusal if there is no data, or none that can be sent */
    static PushOrder.Send read(JsonNode websocket, int maxMessageBytes) {
        DataType type = DataType.parse(websocket.path("dataType").asText(""))
                .orElseThrow(() -> new PushRefusal(PushError.BAD_DATA_TYPE));
        JsonNode data = websocket.get("data");
        if (data == null || !data.isTextual()) {
            throw new PushRefusal(PushError.NO_DATA);
        }
        OutboundFrame frame = type == DataType.TEXT
                ? OutboundFrame.text(data.textValue())
                : OutboundFrame.binary(decoded(data.textValue()));
        if (frame.payloadBytes() > maxMessageBytes) {
            throw new PushRefusal(PushError.TOO_LARGE);
        }
        return new PushOrder.Send(frame);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new PushRefusal(PushError.BAD_BASE64);
        }
    }
}
