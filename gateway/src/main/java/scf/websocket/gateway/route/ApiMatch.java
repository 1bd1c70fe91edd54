package scf.websocket.gateway.route;

import java.util.Map;

/**
 * The API that the path of a handshake leads to, and what register is told of that path.
 *
 * @param stage the environment, which may stand in front of the path
 * @param path the path behind the stage, with parameters as the API's settings write them: {@code /chat/{room}}
 * @param parameters the values of those parameters by name, decoded
 */
public record ApiMatch(Api api, String stage, String path, Map<String, String> parameters) {}
