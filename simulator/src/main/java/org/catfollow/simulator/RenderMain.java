package org.catfollow.simulator;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.catfollow.simulator.body.Sprite;
import org.catfollow.simulator.life.Simulation;
import org.catfollow.simulator.picture.CameraView;
import org.catfollow.simulator.picture.PictureTruth;
import org.catfollow.simulator.picture.Renderer;
import org.catfollow.simulator.world.World;
import org.catfollow.simulator.world.WorldFile;
import org.catfollow.simulator.world.WorldMistake;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes pictures of a world for people and for training, with their boxes beside. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        description = "Writes pictures of a simulated world, and the boxes of what is in them.")
public final class RenderMain implements Callable<Integer> {
    @Option(names = "--world", paramLabel = "FILE", description = "World (default: a living room).")
    private Path worldPath;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed (default: 1).")
    private long seed;

    @Option(
            names = "--width",
            paramLabel = "PIXELS",
            defaultValue = "640",
            description = "Default: 640.")
    private int width;

    @Option(
            names = "--height",
            paramLabel = "PIXELS",
            defaultValue = "480",
            description = "Default: 480.")
    private int height;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Where to; made if missing.")
    private Path out;

    @Option(
            names = "--format",
            paramLabel = "png|jpg",
            defaultValue = "png",
            description = "Kind of picture (default: png).")
    private String format;

    @Option(
            names = "--sprite",
            paramLabel = "FILE.png",
            description = "Cut-out in place of the cats.")
    private Path spritePath;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "T,X,Y,HEADING,PAN,TILT",
            arity = "1..*",
            description =
                    "One picture each: second, the car's place and heading, the camera's angles.")
    private List<String> views;

    private RenderMain() {}

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RenderMain()).execute(arguments)); // the only exit
    }

    @Override
    public Integer call() throws IOException {
        World world = world();
        // Single pictures, not a film: the camera does not move while the shutter is open.
        world = world.withFilm(new World.Film(0, world.film().noise()));
        Simulation simulation = new Simulation(world, seed);
        Renderer renderer = new Renderer(simulation, width, height, sprite());
        Files.createDirectories(out);
        ByteBuffer pixels = ByteBuffer.allocateDirect(3 * width * height);
        CameraView view = new CameraView();
        PictureTruth truth = new PictureTruth();
        List<String> lines = new ArrayList<>();
        lines.add("picture kind x y width height visible inside distance");
        for (int i = 0; i < views.size(); i++) {
            double[] numbers = numbers(views.get(i));
            simulation.advanceTo(numbers[0], numbers[1], numbers[2]);
            view.set(world.camera(), numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
            renderer.render(view, i, pixels, truth);
            String name = String.format(Locale.ROOT, "%05d.%s", i, format);
            ImageIO.write(image(pixels), format, out.resolve(name).toFile());
            for (int cat = 0; cat < truth.cats(); cat++) {
                lines.add(line(name, truth.cat(cat)));
            }
            for (int decoy = 0; decoy < truth.decoys(); decoy++) {
                lines.add(line(name, truth.decoy(decoy)));
            }
        }
        try (PrintWriter boxes =
                new PrintWriter(Files.newBufferedWriter(out.resolve("boxes.txt")))) {
            lines.forEach(boxes::println);
        }
        return 0;
    }

    private World world() {
        try {
            return worldPath == null ? WorldFile.usual() : WorldFile.read(worldPath);
        } catch (WorldMistake e) {
            throw mistake(e.getMessage());
        }
    }

    private CommandLine.ParameterException mistake(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    private double[] numbers(String view) {
        String[] parts = view.split(",", -1);
        double[] numbers = new double[6];
        try {
            for (int i = 0; i < 6; i++) {
                numbers[i] = Double.parseDouble(parts[i]);
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw mistake("view " + view + " is no T,X,Y,HEADING,PAN,TILT; give six numbers");
        }
        return numbers;
    }

    private Sprite sprite() throws IOException {
        if (spritePath == null) {
            return null;
        }
        BufferedImage image =
                Files.isReadable(spritePath) ? ImageIO.read(spritePath.toFile()) : null;
        if (image == null) {
            throw mistake("sprite " + spritePath + " is no picture; give a PNG file with alpha");
        }
        int wide = image.getWidth();
        int tall = image.getHeight();
        try {
            return Sprite.of(image.getRGB(0, 0, wide, tall, null, 0, wide), wide, tall);
        } catch (IllegalArgumentException e) {
            throw mistake(spritePath + ": " + e.getMessage());
        }
    }

    private BufferedImage image(ByteBuffer pixels) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            int blue = pixels.get(3 * i) & 255;
            int green = pixels.get(3 * i + 1) & 255;
            int red = pixels.get(3 * i + 2) & 255;
            image.setRGB(i % width, i / width, red << 16 | green << 8 | blue);
        }
        return image;
    }

    private static String line(String name, PictureTruth.Sighting seen) {
        return String.format(
                Locale.ROOT,
                "%s %s %.0f %.0f %.0f %.0f %.3f %.3f %.3f",
                name,
                seen.kind.name().toLowerCase(Locale.ROOT),
                seen.x,
                seen.y,
                seen.width,
                seen.height,
                seen.visibleFraction,
                seen.insideFraction,
                seen.distanceMetres);
    }
}
