package com.example.counter;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.util.Map;
import java.util.OptionalLong;
import scf.websocket.push.Message;

/** The messages as JSON. */
final class Json {
    private static final Gson GSON = new Gson();

    private Json() {}

    /** Reads {@code {"add": 1}}; empty for anything else. */
    static OptionalLong add(String json) {
        try {
            Change change = GSON.fromJson(json, Change.class);
            return change == null || change.add == null ? OptionalLong.empty() : OptionalLong.of(change.add);
        } catch (JsonParseException e) {
            return OptionalLong.empty();
        }
    }

    static Message count(long number) {
        return Message.text(GSON.toJson(Map.of("count", number)));
    }

    private static final class Change {
        Long add;
    }
}
