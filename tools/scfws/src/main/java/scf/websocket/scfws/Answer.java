package scf.websocket.scfws;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a server answered.
 *
 * @param status the HTTP status
 * @param body the body; an empty object if it is not JSON
 */
record Answer(int status, JsonNode body) {
    boolean isOk() {
        return status == 200;
    }

    /** Returns the gateway's explanation of an error; the status if there is none. */
    String explanation() {
        String text = body.path("errMsg").asText("");
        return text.isEmpty() ? "it answered " + status : text;
    }
}
