package scf.websocket.gateway.route;

import java.util.Map;

/**
 * The API that matches the path of a handshake, with the parts of the path for register.
 *
 * @param stage the stage, which may precede the path
 * @param path the path after the stage, with parameters as in the API's settings: {@code /chat/{room}}
 * @param parameters the decoded values of the parameters by name
 */
public record ApiMatch(Api api, String stage, String path, Map<String, String> parameters) {}
