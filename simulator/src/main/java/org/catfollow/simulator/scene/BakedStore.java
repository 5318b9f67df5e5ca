package org.catfollow.simulator.scene;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.catfollow.simulator.world.World;

/**
 * Where rooms and coats that were painted and lit before are read from, which takes milliseconds; what is
 * not there, or not as it was written, is baked as without. Either way the same pixels, bit by bit.
 *
 * <p>The files are made once, when the distribution is ({@link #keeping}); a start only reads them. Used by
 * the one thread that makes a scene, and let go of after.
 */
public final class BakedStore {
    /** Has nothing and keeps nothing. */
    public static final BakedStore NONE = new BakedStore(null, false, line -> {});

    private final Path folder;
    private final boolean keeps;
    private final Consumer<String> warnings;

    /** One for all files; null until the first. */
    private ByteBuffer buffer;

    private BakedStore(Path folder, boolean keeps, Consumer<String> warnings) {
        this.folder = folder;
        this.keeps = keeps;
        this.warnings = warnings;
    }

    /**
     * Reads from a folder, which need not be there.
     *
     * @param warnings is told of files that are no good, a line each
     */
    public static BakedStore reading(Path folder, Consumer<String> warnings) {
        return new BakedStore(folder, false, warnings);
    }

    /**
     * Reads from a folder, and writes there what it has not.
     *
     * @param warnings is told of files that are no good or cannot be written, a line each
     */
    public static BakedStore keeping(Path folder, Consumer<String> warnings) {
        return new BakedStore(folder, true, warnings);
    }

    Baked scene(World world) {
        return get(Recipe.of(world), () -> SceneBaker.bake(world));
    }

    /**
     * Returns textures.
     *
     * @param recipe of what they follow
     * @param painter makes them from it, without holes, where they are not there
     */
    public List<Texture> textures(Recipe recipe, Supplier<List<Texture>> painter) {
        return get(recipe, () -> Baked.of(painter.get())).textures();
    }

    private Baked get(Recipe recipe, Supplier<Baked> baker) {
        if (folder == null) {
            return baker.get();
        }
        Path file = folder.resolve(recipe.fileName());
        Optional<Baked> found = read(file, recipe);
        if (found.isPresent()) {
            return found.get();
        }
        Baked baked = baker.get();
        if (!keeps) {
            return baked;
        }
        try {
            BakedWriter.write(baked, recipe, file);
        } catch (IOException e) {
            warnings.accept("cannot keep baked scene " + file + ": " + e);
        }
        // As every later start does it, so that whoever trains the JVM trains it for that.
        return read(file, recipe).orElse(baked);
    }

    private Optional<Baked> read(Path file, Recipe recipe) {
        if (buffer == null) {
            buffer = ByteBuffer.allocateDirect(BakedInput.BUFFER_BYTES);
        }
        try {
            return Optional.of(BakedReader.read(file, recipe, buffer));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            warnings.accept(
                    "baked scene "
                            + file
                            + " is of no use: "
                            + (e instanceof BakedReader.Damaged ? e.getMessage() : e.toString())
                            + "; baking it anew, which takes a second at each start until the"
                            + " distribution's launcher/train.sh has run again");
            return Optional.empty();
        }
    }
}
