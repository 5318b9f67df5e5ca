package org.catfollow.simulator.scene;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32C;
import org.catfollow.simulator.world.Furniture;
import org.catfollow.simulator.world.Room;
import org.catfollow.simulator.world.World;

/**
 * Everything that decides how something comes out when it is baked, as bytes: the same bytes, the same
 * pixels. What decides it but stands in the code ({@link BakedFile#VERSION}) is not in them. Written out
 * by hand, as {@code toString} of a record costs a start 30 ms.
 */
public final class Recipe {
    private final String name;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    /** Begins the recipe of a kind of thing; its name is a part of it, and begins the file's. */
    public Recipe(String name) {
        this.name = name;
        with(name);
    }

    static Recipe of(World world) {
        Room room = world.room();
        Recipe recipe =
                new Recipe("room")
                        .with(room.minX(), room.maxX(), room.minY(), room.maxY(), room.height())
                        .with(room.floor().name())
                        .with(room.walls().name())
                        .with(room.wallColour());
        recipe.with(room.items().size());
        for (Room.Item item : room.items()) {
            recipe.with(item.kind().name())
                    .with(item.wall().name())
                    .with(item.along(), item.bottom(), item.width(), item.height());
        }
        recipe.with(room.lamps().size());
        for (Room.Lamp lamp : room.lamps()) {
            recipe.with(lamp.x(), lamp.y(), lamp.strength());
        }
        recipe.with(world.furniture().size());
        for (Furniture piece : world.furniture()) {
            recipe.with(piece.kind().name())
                    .with(piece.x(), piece.y(), piece.turnedDegrees())
                    .with(piece.depth(), piece.width(), piece.height())
                    .with(piece.colour());
        }
        return recipe;
    }

    /** Adds a word. */
    public Recipe with(String word) {
        return add(() -> out.writeUTF(word));
    }

    /** Adds whole numbers. */
    public Recipe with(int... numbers) {
        return add(
                () -> {
                    for (int number : numbers) {
                        out.writeInt(number);
                    }
                });
    }

    private Recipe with(double... numbers) {
        return add(
                () -> {
                    for (double number : numbers) {
                        out.writeDouble(number);
                    }
                });
    }

    private interface Step {
        void write() throws IOException;
    }

    private Recipe add(Step step) {
        try {
            step.write();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory takes what it is given", e);
        }
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** Returns where it is kept. Two recipes may share a name: the file holds the bytes too. */
    String fileName() {
        CRC32C sum = new CRC32C();
        sum.update(bytes());
        return "%s-%08x.baked".formatted(name, sum.getValue());
    }
}
