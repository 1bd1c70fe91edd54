package scf.websocket.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import scf.websocket.channels.protocol.ProtocolError;

/** Runs the commands of one request, one after another. Not thread-safe. */
final class Api {
    /** Commands of a request. */
    static final int MAX_COMMANDS = 1000;

    /** A result, and all before the last one: SCF allows 6 MB for an answer, in which each quotation mark is escaped. */
    private static final int MAX_RESULT_BYTES = 3 << 19;

    private static final Outcome TOO_LARGE =
            Outcome.error(ApiException.of(ProtocolError.LIMIT_EXCEEDED, "more than 1.5 MB of results"));

    private static final String BATCH = "batch";

    private final ApiServices services;
    private int bytes;
    private int commands;
    private int errors;

    Api(ApiServices services) {
        this.services = services;
    }

    /** Answers errors of commands with status 200, as Centrifugo does, and JSON that is none with 400. */
    HttpReply answer(ApiRequest request) {
        try {
            if (request.method().isEmpty()) {
                return HttpReply.of(200, JsonAnswers.lines(pipeline(request.json())));
            }
            return request.method().equals(BATCH)
                    ? HttpReply.of(200, batch(JsonParams.parse(request.json())))
                    : one(request.method(), request.json());
        } catch (ApiException e) {
            return HttpReply.of(400, JsonAnswers.error(e.code(), e.text()));
        }
    }

    private HttpReply one(String name, String json) {
        Optional<ApiMethod> method = ApiMethods.named(name);
        if (method.isEmpty()) {
            throw new HttpRefusal(404, ProtocolError.METHOD_NOT_FOUND.code(), "not found: no such method");
        }
        JsonParams params = JsonParams.parse(json);
        return HttpReply.of(200, JsonAnswers.of(run(name, params)));
    }

    /** {@code {"commands": [{"publish": {…}}, …]}}; {@code parallel} is ignored. */
    private String batch(JsonParams batch) {
        List<String> names = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (JsonParams command : bounded(batch.objects("commands"))) {
            boolean isClear = command.names().size() == 1;
            String name = isClear ? command.names().iterator().next() : "";
            names.add(name);
            outcomes.add(
                    isClear
                            ? nested(name, command, name)
                            : counted(Outcome.error(ApiException.badRequest("one method in each command"))));
        }
        return JsonAnswers.batch(names, outcomes);
    }

    /** {@code {"method": "publish", "params": {…}}} line by line: the API of Centrifugo up to version 4. */
    private List<Outcome> pipeline(String json) {
        List<JsonParams> wanted = bounded(JsonParams.parseAll(json));
        if (wanted.isEmpty()) {
            throw ApiException.badRequest("no commands");
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (JsonParams command : wanted) {
            outcomes.add(nested(command.text("method"), command, "params"));
        }
        return outcomes;
    }

    private static List<JsonParams> bounded(List<JsonParams> wanted) {
        if (wanted.size() > MAX_COMMANDS) {
            throw ApiException.of(ProtocolError.LIMIT_EXCEEDED, "more than " + MAX_COMMANDS + " commands");
        }
        return wanted;
    }

    private Outcome nested(String name, JsonParams command, String member) {
        JsonParams params;
        try {
            params = command.object(member);
        } catch (ApiException e) {
            return counted(Outcome.error(e));
        }
        return run(name, params == null ? JsonParams.parse("") : params);
    }

    /** Runs nothing behind large results, and returns none that alone is too large. */
    private Outcome run(String name, JsonParams params) {
        if (bytes > MAX_RESULT_BYTES) {
            return counted(TOO_LARGE);
        }
        Outcome outcome = Outcome.of(
                services,
                () -> ApiMethods.named(name)
                        .orElseThrow(() -> ApiException.of(ProtocolError.METHOD_NOT_FOUND))
                        .run(params, services));
        int size = outcome.bytes();
        bytes += size;
        return counted(size > MAX_RESULT_BYTES ? TOO_LARGE : outcome);
    }

    private Outcome counted(Outcome outcome) {
        commands++;
        errors += outcome.error() == null ? 0 : 1;
        return outcome;
    }

    int commands() {
        return commands;
    }

    int errors() {
        return errors;
    }
}
