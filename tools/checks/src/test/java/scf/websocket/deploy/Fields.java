package scf.websocket.deploy;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** The fields of a mapping; reports each invalid field as a problem. */
final class Fields {
    private final YamlValue mapping;
    private final Problems problems;

    Fields(YamlValue mapping, Problems problems) {
        this.mapping = mapping;
        this.problems = problems;
    }

    /** Reports unknown keys, because the framework silently ignores misspelt ones. */
    void onlyKnown(Set<String> known) {
        if (!mapping.isMapping()) {
            problems.add(mapping, "must have keys below it: " + String.join(", ", new TreeSet<>(known)));
        }
        for (YamlValue entry : mapping.entryList()) {
            if (!known.contains(entry.lastKey())) {
                problems.add(entry, "is unknown here; known keys are " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    Optional<YamlValue> required(String key, String why) {
        Optional<YamlValue> value = mapping.at(key);
        if (value.isEmpty() || value.get().isNull()) {
            problems.add(mapping.file(), mapping.line(), child(key), "is missing: " + why);
            return Optional.empty();
        }
        return value;
    }

    Optional<String> text(String key, Set<String> allowed, String why) {
        Optional<YamlValue> value = required(key, why);
        value.filter(found -> !allowed.contains(found.text()))
                .ifPresent(found -> problems.add(
                        found,
                        "must be " + String.join(" or ", new TreeSet<>(allowed)) + ", but is '" + found.text() + "'"));
        return value.map(YamlValue::text);
    }

    /** @param form the accepted values, as a phrase that completes "must be …" */
    OptionalInt number(String key, IntPredicate allowed, String form) {
        Optional<YamlValue> value = required(key, "it must be " + form);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        YamlValue found = value.get();
        if (found.isNumber() && found.text().matches("\\d{1,9}") && allowed.test(Integer.parseInt(found.text()))) {
            return OptionalInt.of(Integer.parseInt(found.text()));
        }
        problems.add(found, "must be " + form + ", but is '" + found.text() + "'");
        return OptionalInt.empty();
    }

    Optional<Boolean> flag(String key, String why) {
        Optional<YamlValue> value = required(key, why);
        value.filter(found -> !found.isFlag())
                .ifPresent(found -> problems.add(found, "must be true or false, but is '" + found.text() + "'"));
        return value.filter(YamlValue::isFlag).map(found -> found.text().equals("true"));
    }

    private String child(String key) {
        return mapping.key().isEmpty() ? key : mapping.key() + "." + key;
    }
}
