package scf.websocket.channels.codec;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Optional;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.event.Utf8;

/** Writes compact JSON on one line. Leaves out fields that are zero, false or empty. Not thread-safe. */
final class JsonOutput {
    private final StringBuilder json = new StringBuilder();

    /** Begins an object, as an element of an array or alone. */
    void open() {
        separate();
        json.append('{');
    }

    void open(String name) {
        name(name);
        json.append('{');
    }

    void close() {
        json.append('}');
    }

    void openArray(String name) {
        name(name);
        json.append('[');
    }

    void closeArray() {
        json.append(']');
    }

    void string(String name, String value) {
        if (!value.isEmpty()) {
            stringAlways(name, value);
        }
    }

    void stringAlways(String name, String value) {
        name(name);
        quote(value);
    }

    void number(String name, long value) {
        if (value != 0) {
            numberAlways(name, value);
        }
    }

    void numberAlways(String name, long value) {
        name(name);
        json.append(value);
    }

    void flag(String name, boolean value) {
        if (value) {
            name(name);
            json.append("true");
        }
    }

    void data(String name, Optional<JsonData> data) {
        if (data.isPresent()) {
            name(name);
            json.append(data.get().text());
        }
    }

    /** Ends a message, so that another can follow in the same frame. */
    void newLine() {
        json.append('\n');
    }

    private void name(String name) {
        separate();
        quote(name);
        json.append(':');
    }

    private void separate() {
        char last = json.length() == 0 ? '\n' : json.charAt(json.length() - 1);
        if (last != '{' && last != '[' && last != ':' && last != '\n') {
            json.append(',');
        }
    }

    private void quote(String text) {
        json.append('"');
        JsonStringEncoder.getInstance().quoteAsString(Utf8.wellFormed(text), json);
        json.append('"');
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
