package org.catfollow.simulator.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.catfollow.simulator.world.ActorPlan.Behaviour;
import org.catfollow.simulator.world.ActorPlan.Coat;
import org.catfollow.simulator.world.ActorPlan.Start;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a world from YAML. The world that is used without a file is one too, with every key explained. */
public final class WorldFile {
    /** Name of the world that is used without a file, beside this class. */
    private static final String USUAL = "living-room.yaml";

    /** Farthest that anything may be from the robot's start, metres. */
    private static final double FAR = 30;

    private final YamlMap root;

    private WorldFile(YamlMap root) {
        this.root = root;
    }

    /**
     * Reads a world.
     *
     * @throws WorldMistake when the file is missing or wrong
     */
    public static World read(Path path) {
        return parse(path.toString(), text(path));
    }

    /**
     * Returns the text of a world's file.
     *
     * @throws WorldMistake when it cannot be read
     */
    public static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new WorldMistake(
                    "world "
                            + path
                            + ": cannot be read ("
                            + e.getClass().getSimpleName()
                            + "); check the path",
                    e);
        }
    }

    /** Returns the world that is used without a file. */
    public static World usual() {
        return parse(USUAL, usualText());
    }

    /** Returns the text of the world that is used without a file: a start for one's own. */
    public static String usualText() {
        try (InputStream stream = WorldFile.class.getResourceAsStream(USUAL)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a world from text.
     *
     * @param file its name, for messages
     * @throws WorldMistake when it is wrong
     */
    public static World parse(String file, String text) {
        return new WorldFile(new YamlMap(file, "", compose(file, text))).world();
    }

    /**
     * Returns the text of the same world without its cats: the decoys are left.
     *
     * @param file its name, for messages
     * @throws WorldMistake when it is wrong
     */
    public static String withoutCats(String file, String text) {
        List<ActorPlan> plans = parse(file, text).actors();
        MappingNode root = (MappingNode) compose(file, text);
        for (NodeTuple tuple : root.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals("actors")) {
                List<Node> actors = ((SequenceNode) tuple.getValueNode()).getValue();
                for (int i = plans.size() - 1; i >= 0; i--) {
                    if (plans.get(i).kind() == ActorPlan.Kind.CAT) {
                        actors.remove(i);
                    }
                }
            }
        }
        StringBuilder out = new StringBuilder();
        new Dump(DumpSettings.builder().build())
                .dumpNode(
                        root,
                        new StreamDataWriter() {
                            @Override
                            public void write(String part) {
                                out.append(part);
                            }

                            @Override
                            public void write(String part, int offset, int length) {
                                out.append(part, offset, offset + length);
                            }
                        });
        return out.toString();
    }

    private static Node compose(String file, String text) {
        Optional<Node> node;
        try {
            node = new Compose(LoadSettings.builder().setLabel(file).build()).composeString(text);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new WorldMistake(
                    "world "
                            + file
                            + " line "
                            + line
                            + ": is no YAML: "
                            + e.getProblem()
                            + "; check indentation and colons",
                    e);
        } catch (YamlEngineException e) {
            throw new WorldMistake("world " + file + ": is no YAML: " + e.getMessage(), e);
        }
        if (node.isEmpty()) {
            throw new WorldMistake(
                    "world " + file + ": is empty; write at least `room:` with `x` and `y`");
        }
        return node.get();
    }

    private World world() {
        Room room = room(root.map("room"));
        YamlMap camera = root.map("camera");
        YamlMap film = root.map("film");
        World world =
                new World(
                        room,
                        camera(camera),
                        film(film),
                        furniture(room, root.maps("furniture")),
                        actors(room, root.maps("actors")));
        camera.end();
        film.end();
        root.end();
        return world;
    }

    private static World.Camera camera(YamlMap map) {
        double height = map.number("height", 0.12, 0.03, 1);
        double forward = map.number("forward", 0.10, -0.5, 0.5);
        double[] view = {54, 41};
        if (map.has("field-of-view")) {
            view = map.numbers("field-of-view", 2, 10, 150);
        }
        return new World.Camera(height, forward, view[0], view[1]);
    }

    private static World.Film film(YamlMap map) {
        return new World.Film(map.number("shutter", 0, 0, 1), map.number("noise", 0, 0, 30));
    }

    private static Room room(YamlMap map) {
        double[] x = map.numbers("x", 2, -FAR, FAR);
        double[] y = map.numbers("y", 2, -FAR, FAR);
        if (x[0] > -0.3 || x[1] < 0.5 || y[0] > -0.3 || y[1] < 0.3) {
            throw map.mistake(
                    "x",
                    "and y do not hold the robot, which starts at 0, 0",
                    "give room around it");
        }
        List<Room.Item> items = new ArrayList<>();
        for (YamlMap item : map.maps("walls-hold")) {
            double[] size = item.numbers("size", 2, 0.1, 10);
            items.add(
                    new Room.Item(
                            item.choice("kind", Room.ItemKind.class),
                            item.choice("wall", Room.Side.class),
                            item.number("along", -FAR, FAR),
                            item.number("bottom", 0, 0, 5),
                            size[0],
                            size[1]));
            item.end();
        }
        List<Room.Lamp> lamps = new ArrayList<>();
        for (YamlMap lamp : map.maps("lamps")) {
            double[] at = place(lamp, x, y);
            lamps.add(new Room.Lamp(at[0], at[1], lamp.number("strength", 1, 0, 10)));
            lamp.end();
        }
        Room room =
                new Room(
                        x[0],
                        x[1],
                        y[0],
                        y[1],
                        map.number("height", 2.5, 1, 10),
                        map.choice("floor", Room.Floor.WOOD),
                        map.choice("walls", Room.Walls.PLASTER),
                        map.colour("wall-colour", 0xE9E2D2),
                        items,
                        lamps);
        map.end();
        return room;
    }

    /** A place must lie within the room. */
    private static double[] place(YamlMap map, double[] x, double[] y) {
        double[] at = map.numbers("at", 2, -FAR, FAR);
        if (at[0] < x[0] || at[0] > x[1] || at[1] < y[0] || at[1] > y[1]) {
            throw map.mistake(
                    "at",
                    "is " + at[0] + ", " + at[1] + ", outside the room",
                    "x goes from " + x[0] + " to " + x[1] + ", y from " + y[0] + " to " + y[1]);
        }
        return at;
    }

    private static double[] place(YamlMap map, Room room) {
        return place(
                map,
                new double[] {room.minX(), room.maxX()},
                new double[] {room.minY(), room.maxY()});
    }

    private static List<Furniture> furniture(Room room, List<YamlMap> maps) {
        List<Furniture> pieces = new ArrayList<>();
        for (YamlMap map : maps) {
            Furniture.Kind kind = map.choice("kind", Furniture.Kind.class);
            double[] at = place(map, room);
            double[] size = {kind.depth(), kind.width(), kind.height()};
            if (map.has("size")) {
                size = map.numbers("size", 3, 0.005, 10);
            }
            pieces.add(
                    new Furniture(
                            kind,
                            at[0],
                            at[1],
                            map.number("turned", 0, -360, 360),
                            size[0],
                            size[1],
                            size[2],
                            map.colour("colour", kind.colour())));
            map.end();
        }
        return pieces;
    }

    private List<ActorPlan> actors(Room room, List<YamlMap> maps) {
        List<ActorPlan> plans = new ArrayList<>();
        int cats = 0;
        for (YamlMap map : maps) {
            ActorPlan plan = actor(room, map);
            cats += plan.kind() == ActorPlan.Kind.CAT ? 1 : 0;
            plans.add(plan);
        }
        if (cats > World.MOST_CATS || plans.size() - cats > World.MOST_DECOYS) {
            throw root.mistake(
                    "actors",
                    "has " + cats + " cats and " + (plans.size() - cats) + " decoys",
                    "at most " + World.MOST_CATS + " and " + World.MOST_DECOYS);
        }
        return plans;
    }

    private static ActorPlan actor(Room room, YamlMap map) {
        ActorPlan.Kind kind = map.choice("kind", ActorPlan.Kind.class);
        double[] at = {0, 0};
        boolean given = map.has("at");
        if (given) {
            at = place(map, room);
        }
        Start start = map.choice("start", given ? Start.HERE : Start.ANYWHERE);
        if (start == Start.HERE && !given) {
            throw map.mistake("start", "is here, but `at` is missing", "add `at: [x, y]`");
        }
        ActorPlan plan =
                new ActorPlan(
                        kind,
                        map.choice("coat", Coat.ANY),
                        start,
                        at[0],
                        at[1],
                        map.number("heading", 0, -360, 360),
                        map.choice("behaviour", Behaviour.WANDER),
                        map.number("walk-speed", 0.3, 0.05, 2),
                        map.number("flee-distance", 0, 0, 5),
                        map.number("height", kind.heightMetres(), 0.05, 1));
        map.end();
        return plan;
    }
}
