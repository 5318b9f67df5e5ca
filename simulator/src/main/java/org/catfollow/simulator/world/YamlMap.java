package org.catfollow.simulator.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A mapping of a YAML file, read key by key; whoever asks for a key makes it a known one. */
final class YamlMap {
    private final String file;
    private final String path;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Set<String> known = new TreeSet<>();

    YamlMap(String file, String path, Node node) {
        this.file = file;
        this.path = path;
        line = line(node);
        if (!(node instanceof MappingNode)) {
            throw mistake(file, line, name(path), "is " + shown(node), "write `key: value` lines");
        }
        for (NodeTuple tuple : ((MappingNode) node).getValue()) {
            Node key = tuple.getKeyNode();
            String name = shown(key);
            if (values.put(name, tuple.getValueNode()) != null) {
                throw mistake(file, line(key), child(name), "is there twice", "keep one");
            }
        }
    }

    private static String name(String path) {
        return path.isEmpty() ? "the file" : path;
    }

    private String child(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private static String shown(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().isEmpty() ? "empty" : scalar.getValue();
        }
        return node instanceof SequenceNode ? "a list" : "a mapping";
    }

    private static WorldMistake mistake(
            String file, int line, String what, String seen, String remedy) {
        return new WorldMistake(
                "world " + file + " line " + line + ": " + what + " " + seen + "; " + remedy);
    }

    private WorldMistake wrong(String key, Node node, String remedy) {
        return mistake(file, line(node), child(key), "is " + shown(node), remedy);
    }

    /** A mistake about a key that is right by itself. */
    WorldMistake mistake(String key, String seen, String remedy) {
        Node node = values.get(key);
        return mistake(file, node == null ? line : line(node), child(key), seen, remedy);
    }

    boolean has(String key) {
        known.add(key);
        return values.containsKey(key);
    }

    private Node node(String key) {
        known.add(key);
        return values.get(key);
    }

    private Node needed(String key) {
        Node node = node(key);
        if (node == null) {
            throw mistake(file, line, child(key), "is missing", "add it");
        }
        return node;
    }

    double number(String key, double usual, double min, double max) {
        Node node = node(key);
        return node == null ? usual : number(key, node, min, max);
    }

    double number(String key, double min, double max) {
        return number(key, needed(key), min, max);
    }

    private double number(String key, Node node, double min, double max) {
        String allowed = "give a number from " + plain(min) + " to " + plain(max);
        if (!(node instanceof ScalarNode)) {
            throw wrong(key, node, allowed);
        }
        double value;
        try {
            value = Double.parseDouble(((ScalarNode) node).getValue());
        } catch (NumberFormatException e) {
            throw wrong(key, node, allowed);
        }
        if (!(value >= min && value <= max)) {
            throw wrong(key, node, allowed);
        }
        return value;
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** Reads a list of exactly so many numbers. */
    double[] numbers(String key, int count, double min, double max) {
        Node node = needed(key);
        String form =
                "give " + count + " numbers in brackets, from " + plain(min) + " to " + plain(max);
        if (!(node instanceof SequenceNode)) {
            throw wrong(key, node, form);
        }
        List<Node> items = ((SequenceNode) node).getValue();
        if (items.size() != count) {
            throw mistake(file, line(node), child(key), "has " + items.size() + " values", form);
        }
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = number(key + "[" + i + "]", items.get(i), min, max);
        }
        return values;
    }

    <E extends Enum<E>> E choice(String key, Class<E> type) {
        return choice(key, type, needed(key));
    }

    <E extends Enum<E>> E choice(String key, E usual) {
        Node node = node(key);
        return node == null ? usual : choice(key, usual.getDeclaringClass(), node);
    }

    private <E extends Enum<E>> E choice(String key, Class<E> type, Node node) {
        for (E constant : type.getEnumConstants()) {
            if (spelled(constant).equals(shown(node))) {
                return constant;
            }
        }
        String allowed =
                Arrays.stream(type.getEnumConstants())
                        .map(YamlMap::spelled)
                        .collect(Collectors.joining(", "));
        throw wrong(key, node, "allowed: " + allowed);
    }

    private static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads "#rrggbb". */
    int colour(String key, int usual) {
        Node node = node(key);
        if (node == null) {
            return usual;
        }
        if (!shown(node).matches("#[0-9a-fA-F]{6}")) {
            throw wrong(key, node, "give a colour as \"#rrggbb\", in quotes");
        }
        return Integer.parseInt(shown(node).substring(1), 16);
    }

    /** Reads a mapping; a missing one is as one without keys. */
    YamlMap map(String key) {
        Node node = node(key);
        return node == null ? empty(key) : new YamlMap(file, child(key), node);
    }

    private YamlMap empty(String key) {
        return new YamlMap(
                file,
                child(key),
                new MappingNode(
                        org.snakeyaml.engine.v2.nodes.Tag.MAP,
                        List.of(),
                        org.snakeyaml.engine.v2.common.FlowStyle.BLOCK));
    }

    /** Reads a list of mappings; a missing one is empty. */
    List<YamlMap> maps(String key) {
        Node node = node(key);
        List<YamlMap> maps = new ArrayList<>();
        if (node == null) {
            return maps;
        }
        if (!(node instanceof SequenceNode)) {
            throw wrong(key, node, "write a list, each entry after a dash");
        }
        for (Node item : ((SequenceNode) node).getValue()) {
            maps.add(new YamlMap(file, child(key) + "[" + maps.size() + "]", item));
        }
        return maps;
    }

    /** Refuses keys that nobody asked for. */
    void end() {
        for (Map.Entry<String, Node> entry : values.entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw mistake(
                        file,
                        line(entry.getValue()),
                        child(entry.getKey()),
                        "is not a key",
                        "allowed: " + String.join(", ", known));
            }
        }
    }
}
