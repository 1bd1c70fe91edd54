package scf.websocket.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the bodies of answers. */
final class JsonAnswers {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonAnswers() {}

    /** Writes the members of an object. */
    interface Members {
        void write(JsonGenerator out) throws IOException;
    }

    static String object(Members members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            out.writeStartObject();
            members.write(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text does not fail", e);
        }
        return text.toString();
    }

    /** Writes the error, or the result under this name. */
    static void write(JsonGenerator out, String name, Outcome outcome) throws IOException {
        @Nullable ApiException error = outcome.error();
        if (error == null) {
            out.writeFieldName(name);
            out.writeRawValue(outcome.result());
        } else {
            write(out, error.code(), error.text());
        }
    }

    private static void write(JsonGenerator out, int code, String text) throws IOException {
        out.writeObjectFieldStart("error");
        out.writeNumberField("code", code);
        out.writeStringField("message", text);
        out.writeEndObject();
    }

    static String error(int code, String text) {
        return object(out -> write(out, code, text));
    }

    /** The answer to one command. */
    static String of(Outcome outcome) {
        return object(out -> write(out, "result", outcome));
    }

    /** The answers to several commands, one a line. */
    static String lines(List<Outcome> outcomes) {
        return outcomes.stream().map(JsonAnswers::of).collect(Collectors.joining("\n"));
    }

    /** @param methods of the outcomes, in the same order */
    static String batch(List<String> methods, List<Outcome> outcomes) {
        return object(out -> {
            out.writeArrayFieldStart("replies");
            for (int i = 0; i < outcomes.size(); i++) {
                out.writeStartObject();
                write(out, methods.get(i), outcomes.get(i));
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    /** Writes a response as the text of another one. */
    static String http(HttpReply reply) {
        return object(out -> {
            out.writeBooleanField("isBase64Encoded", reply.getIsBase64Encoded());
            out.writeNumberField("statusCode", reply.getStatusCode());
            out.writeObjectFieldStart("headers");
            for (var header : reply.getHeaders().entrySet()) {
                out.writeStringField(header.getKey(), header.getValue());
            }
            out.writeEndObject();
            out.writeStringField("body", reply.getBody());
        });
    }
}
