package scf.websocket.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value of a yaml file with its position. Immutable.
 *
 * @param file the path below the project's root
 * @param key the dotted path; empty for the whole file
 * @param line the line of the key, from 1
 */
record YamlValue(String file, String key, int line, Node node) {
    static YamlValue whole(String file, Node node) {
        return new YamlValue(file, "", 1, node);
    }

    /** Returns the value under a path of keys; empty if a key is missing. */
    Optional<YamlValue> at(String... keys) {
        Optional<YamlValue> value = Optional.of(this);
        for (String each : keys) {
            value = value.flatMap(parent -> Optional.ofNullable(parent.entries().get(each)));
        }
        return value;
    }

    /** Returns the values by key; empty if this is not a mapping. The last value of a duplicate key wins. */
    Map<String, YamlValue> entries() {
        Map<String, YamlValue> entries = new LinkedHashMap<>();
        entryList().forEach(entry -> entries.put(entry.lastKey(), entry));
        return entries;
    }

    /** Like {@link #entries()}, but including duplicate keys. */
    List<YamlValue> entryList() {
        List<YamlValue> entries = new ArrayList<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                Node name = tuple.getKeyNode();
                String text = name instanceof ScalarNode scalar ? scalar.getValue() : name.toString();
                entries.add(new YamlValue(file, child(text), lineOf(name), tuple.getValueNode()));
            }
        }
        return entries;
    }

    /** Returns the items in order; empty if this is not a list. */
    List<YamlValue> items() {
        List<YamlValue> items = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                items.add(new YamlValue(file, child(String.valueOf(items.size())), lineOf(item), item));
            }
        }
        return items;
    }

    /** Returns this value and all its descendants. */
    Stream<YamlValue> all() {
        return Stream.concat(
                Stream.of(this),
                Stream.concat(entryList().stream(), items().stream()).flatMap(YamlValue::all));
    }

    boolean isScalar() {
        return node instanceof ScalarNode;
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    boolean isNumber() {
        return node.getTag().equals(Tag.INT);
    }

    boolean isFlag() {
        return node.getTag().equals(Tag.BOOL);
    }

    /** Returns the text of a scalar as written; empty for any other value. */
    String text() {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** Returns the last part of the path. */
    String lastKey() {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    private String child(String name) {
        return key.isEmpty() ? name : key + "." + name;
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
