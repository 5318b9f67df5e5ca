package org.catfollow.simulator.dataset;

import java.util.ArrayList;
import java.util.List;
import org.catfollow.simulator.world.ActorPlan;
import org.catfollow.simulator.world.Furniture;
import org.catfollow.simulator.world.Room;
import org.catfollow.simulator.world.World;

/** A room by chance, with furniture, cats and decoys. */
final class WorldDice {
    private static final int TRIES = 60;
    private static final double CEILING = 2.5;
    private static final double SKIRTING = 0.03;

    private final Variety variety;
    private final Dice dice;
    private final List<Furniture> furniture = new ArrayList<>();
    private double minX;
    private double maxX;
    private double minY;
    private double maxY;

    private WorldDice(Spread spread, Dice dice) {
        variety = spread.variety();
        this.dice = dice;
    }

    /**
     * Returns a world by chance.
     *
     * @param cats how many
     */
    static World roll(Spread spread, Dice dice, int cats) {
        return new WorldDice(spread, dice).world(cats);
    }

    private World world(int cats) {
        Room room = room();
        furnish();
        return new World(room, camera(), new World.Film(0, 0), furniture, actors(cats));
    }

    private Room room() {
        double length = dice.between(variety.roomMetres());
        double width = dice.between(variety.roomMetres());
        // The robot's start, 0, 0, lies within, off the walls.
        minX = -dice.between(0.5, length - 0.8);
        maxX = minX + length;
        minY = -dice.between(0.5, width - 0.5);
        maxY = minY + width;
        List<Room.Item> items = items();
        return new Room(
                minX,
                maxX,
                minY,
                maxY,
                CEILING,
                dice.pick(Room.Floor.values()),
                dice.pick(Room.Walls.values()),
                colour(),
                items,
                lamps());
    }

    private int colour() {
        return dice.colour(variety.saturation(), variety.brightness());
    }

    private List<Room.Lamp> lamps() {
        List<Room.Lamp> lamps = new ArrayList<>();
        int count = dice.whole(1, 2);
        for (int i = 0; i < count; i++) {
            lamps.add(
                    new Room.Lamp(
                            dice.between(minX + 0.5, maxX - 0.5),
                            dice.between(minY + 0.5, maxY - 0.5),
                            dice.between(variety.lampStrength())));
        }
        return lamps;
    }

    private List<Room.Item> items() {
        List<Room.Item> items = new ArrayList<>();
        hang(items, Room.ItemKind.DOOR, dice.whole(1, 2));
        hang(items, Room.ItemKind.WINDOW, dice.whole(0, 3));
        hang(items, Room.ItemKind.PICTURE, dice.whole(0, 6));
        return items;
    }

    private void hang(List<Room.Item> items, Room.ItemKind kind, int count) {
        for (int i = 0; i < count; i++) {
            Room.Side side = dice.pick(Room.Side.values());
            boolean lengthwise = side == Room.Side.LEFT || side == Room.Side.RIGHT;
            double from = lengthwise ? minX : minY;
            double to = lengthwise ? maxX : maxY;
            Room.Item item =
                    switch (kind) {
                        case DOOR -> item(kind, side, from, to, 0, 0.9, 2.05);
                        case WINDOW ->
                                item(
                                        kind,
                                        side,
                                        from,
                                        to,
                                        dice.between(0.1, 1.0),
                                        dice.between(0.7, 1.8),
                                        dice.between(0.9, 1.3));
                        case PICTURE ->
                                item(
                                        kind,
                                        side,
                                        from,
                                        to,
                                        dice.between(0.3, 1.4),
                                        dice.between(0.3, 1.1),
                                        dice.between(0.3, 0.9));
                    };
            if (items.stream().noneMatch(other -> overlap(other, item))) {
                items.add(item);
            }
        }
    }

    private Room.Item item(
            Room.ItemKind kind,
            Room.Side side,
            double from,
            double to,
            double bottom,
            double width,
            double height) {
        double along = dice.between(from + width / 2 + 0.1, to - width / 2 - 0.1);
        return new Room.Item(kind, side, along, bottom, width, height);
    }

    private static boolean overlap(Room.Item one, Room.Item other) {
        return one.wall() == other.wall()
                && Math.abs(one.along() - other.along()) < (one.width() + other.width()) / 2 + 0.1;
    }

    private void furnish() {
        double area = (maxX - minX) * (maxY - minY);
        int rugs = dice.whole(0, 2);
        for (int i = 0; i < rugs; i++) {
            lay();
        }
        int pieces = (int) (area * dice.between(0.15, 0.45));
        for (int i = 0; i < pieces; i++) {
            Furniture.Kind kind = dice.pick(Furniture.Kind.values());
            if (kind != Furniture.Kind.RUG) {
                stand(kind);
            }
        }
    }

    private void lay() {
        double depth = Math.min(maxX - minX - 0.2, dice.between(0.8, 3.2));
        double width = Math.min(maxY - minY - 0.2, dice.between(0.8, 3.2));
        double half = Math.sqrt(depth * depth + width * width) / 2;
        boolean turned = 2 * half < Math.min(maxX - minX, maxY - minY);
        double besideX = turned ? half : depth / 2;
        double besideY = turned ? half : width / 2;
        furniture.add(
                new Furniture(
                        Furniture.Kind.RUG,
                        dice.between(minX + besideX, maxX - besideX),
                        dice.between(minY + besideY, maxY - besideY),
                        turned ? dice.between(-180, 180) : 0,
                        depth,
                        width,
                        0.008 + 0.002 * furniture.size(),
                        colour()));
    }

    private void stand(Furniture.Kind kind) {
        double depth = kind.depth() * dice.between(0.8, 1.2);
        double width = kind.width() * dice.between(0.8, 1.2);
        double height = kind.height() * dice.between(0.75, 1.15);
        int colour = dice.chance(0.3) ? kind.colour() : colour();
        boolean atWall =
                switch (kind) {
                    case SOFA, SHELF, SIDEBOARD, TELEVISION -> dice.chance(0.85);
                    default -> dice.chance(0.3);
                };
        for (int i = 0; i < TRIES; i++) {
            Furniture piece =
                    atWall
                            ? atWall(kind, depth, width, height, colour)
                            : anywhere(kind, depth, width, height, colour);
            if (piece != null && furniture.stream().noneMatch(other -> crowd(other, piece))) {
                furniture.add(piece);
                return;
            }
        }
    }

    private Furniture atWall(
            Furniture.Kind kind, double depth, double width, double height, int colour) {
        double back = depth / 2 + SKIRTING;
        Room.Side side = dice.pick(Room.Side.values());
        boolean lengthwise = side == Room.Side.LEFT || side == Room.Side.RIGHT;
        double from = (lengthwise ? minX : minY) + width / 2 + SKIRTING;
        double to = (lengthwise ? maxX : maxY) - width / 2 - SKIRTING;
        if (from > to) {
            return null;
        }
        double along = dice.between(from, to);
        return switch (side) {
            case AHEAD ->
                    new Furniture(kind, maxX - back, along, 180, depth, width, height, colour);
            case BEHIND -> new Furniture(kind, minX + back, along, 0, depth, width, height, colour);
            case LEFT -> new Furniture(kind, along, maxY - back, -90, depth, width, height, colour);
            case RIGHT -> new Furniture(kind, along, minY + back, 90, depth, width, height, colour);
        };
    }

    private Furniture anywhere(
            Furniture.Kind kind, double depth, double width, double height, int colour) {
        double half = Math.sqrt(depth * depth + width * width) / 2;
        if (2 * half > Math.min(maxX - minX, maxY - minY)) {
            return null;
        }
        return new Furniture(
                kind,
                dice.between(minX + half, maxX - half),
                dice.between(minY + half, maxY - half),
                dice.between(-180, 180),
                depth,
                width,
                height,
                colour);
    }

    private static boolean crowd(Furniture one, Furniture other) {
        if (one.kind() == Furniture.Kind.RUG) {
            return false;
        }
        return Math.hypot(one.x() - other.x(), one.y() - other.y())
                < reach(one) + reach(other) + 0.1;
    }

    private static double reach(Furniture piece) {
        return 0.45 * Math.max(piece.depth(), piece.width());
    }

    private World.Camera camera() {
        double horizontal = dice.between(variety.lens().horizontalDegrees());
        double across = Math.tan(Math.toRadians(horizontal / 2));
        // As the simulator's own: 41 degrees belong to 54.
        double down = across * Math.tan(Math.toRadians(20.5)) / Math.tan(Math.toRadians(27));
        double vertical =
                2 * Math.toDegrees(Math.atan(down * dice.between(variety.lens().stretch())));
        return new World.Camera(
                dice.between(variety.lens().heightMetres()), 0, horizontal, vertical);
    }

    private List<ActorPlan> actors(int cats) {
        List<ActorPlan> actors = new ArrayList<>();
        for (int i = 0; i < cats; i++) {
            actors.add(actor(ActorPlan.Kind.CAT, dice.between(variety.sizes().cat())));
        }
        int dogs = dice.whole(1, variety.cast().dogs());
        for (int i = 0; i < dogs; i++) {
            actors.add(actor(ActorPlan.Kind.DOG, dice.between(variety.sizes().dog())));
        }
        int balls = dice.whole(0, variety.cast().things());
        for (int i = 0; i < balls; i++) {
            actors.add(actor(ActorPlan.Kind.BALL, dice.between(variety.sizes().ball())));
        }
        int cushions = dice.whole(0, variety.cast().things());
        for (int i = 0; i < cushions; i++) {
            actors.add(actor(ActorPlan.Kind.CUSHION, dice.between(variety.sizes().cushion())));
        }
        return actors;
    }

    private ActorPlan actor(ActorPlan.Kind kind, double heightMetres) {
        return new ActorPlan(
                kind,
                ActorPlan.Coat.ANY,
                ActorPlan.Start.ANYWHERE,
                0,
                0,
                0,
                ActorPlan.Behaviour.WANDER,
                dice.between(0.2, 0.6),
                0,
                heightMetres);
    }
}
