package scf.websocket.scfws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.net.URI;

/** The gateway as commands see it: what they ask, and what its errors mean for their user. */
final class Gateway {
    private static final int GONE = 410;

    private final Addresses addresses;
    private final Http http = new Http();

    Gateway(Addresses addresses) {
        this.addresses = addresses;
    }

    Addresses addresses() {
        return addresses;
    }

    /** Pushes, and returns the answer. */
    JsonNode push(ObjectNode push) {
        return accepted(pushed(push));
    }

    /** @throws CommandException if the answer to a push is an error */
    JsonNode accepted(Answer answer) {
        if (answer.isOk()) {
            return answer.body();
        }
        throw switch (answer.status()) {
            case GONE -> new CommandException(ExitCode.GONE, answer.explanation());
            case 401 -> notPermitted(answer, "set SCFWS_TOKEN to one of the gateway's --push-tokens");
            case 403 -> notPermitted(answer, "see --push-hosts of the gateway");
            case 404 ->
                new CommandException(
                        ExitCode.FAILED,
                        "the gateway has no API with the push URL "
                                + addresses.push().getPath() + ": its last segment must be an --api-id");
            default -> new CommandException(ExitCode.FAILED, answer.explanation());
        };
    }

    /** Pushes, and returns the answer whatever it is. */
    Answer pushed(ObjectNode push) {
        ObjectNode body = Json.object();
        body.set("websocket", push);
        return http.post(addresses.push(), addresses.pushToken(), body.toString());
    }

    /** Asks for what operators may see. */
    JsonNode admin(String pathAndQuery) {
        return permitted(http.get(addresses.beside(pathAndQuery), addresses.adminToken()));
    }

    JsonNode postAdmin(String path, ObjectNode body) {
        return permitted(http.post(addresses.beside(path), addresses.adminToken(), body.toString()));
    }

    /** Opens the stream of events. The caller closes it. */
    InputStream events(String query) {
        URI address = addresses.beside("/admin/events" + query);
        Http.Opened response = http.open(address, addresses.adminToken());
        if (response.status() != 200) {
            permitted(response.read());
        }
        return response.body();
    }

    private static JsonNode permitted(Answer answer) {
        if (answer.isOk()) {
            return answer.body();
        }
        throw switch (answer.status()) {
            case 401 ->
                notPermitted(answer, "set SCFWS_ADMIN_TOKEN, or SCFWS_TOKEN, to one of the gateway's --admin-tokens");
            case 403 -> notPermitted(answer, "see --push-hosts of the gateway");
            case 404 ->
                notPermitted(answer, "the gateway serves no /admin: start it with --admin, or with --admin-tokens");
            default -> new CommandException(ExitCode.FAILED, answer.explanation());
        };
    }

    private static CommandException notPermitted(Answer answer, String advice) {
        return new CommandException(ExitCode.NOT_PERMITTED, answer.explanation() + ": " + advice);
    }

    /** Calls a method of the HTTP API for channels, and returns its result. */
    JsonNode api(String method, ObjectNode parameters) {
        Answer answer = http.postWithKey(addresses.api(method), addresses.apiKey(), parameters.toString());
        JsonNode error = answer.body().path("error");
        if (answer.isOk() && error.isMissingNode()) {
            return answer.body().path("result");
        }
        String text = error.path("message").asText(answer.explanation());
        throw switch (answer.status()) {
            case 401, 403 ->
                new CommandException(
                        ExitCode.NOT_PERMITTED, text + ": set SCFWS_API_KEY to the API_KEY of the function");
            case 404 ->
                new CommandException(
                        ExitCode.NOT_PERMITTED,
                        text
                                + ": the gateway serves no /api; start it with --api, or set SCFWS_API_URL to the address of"
                                + " the function, up to /api");
            default -> new CommandException(ExitCode.FAILED, text);
        };
    }

    /** Asks one of the open paths, such as {@code /healthz}. */
    Answer open(String path) {
        return http.get(addresses.beside(path), "");
    }
}
