package org.catfollow.simulator.dataset;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.catfollow.simulator.life.Simulation;
import org.catfollow.simulator.picture.CameraView;
import org.catfollow.simulator.picture.PictureTruth;
import org.catfollow.simulator.picture.Renderer;
import org.catfollow.simulator.world.World;

/** Draws the pictures of one world. One thread. */
final class WorldPictures {
    /** Between two pictures, seconds: the animals walk on. */
    private static final Range PAUSE = Range.of(0.2, 2.5);

    private final DatasetPlan plan;
    private final Renderer renderer;
    private final Simulation simulation;
    private final ViewDice views;
    private final Dice dice;
    private final Development development;
    private final ByteBuffer drawn;
    private final BufferedImage image;
    private final byte[] pixels;
    private final CameraView view = new CameraView();
    private final PictureTruth truth = new PictureTruth();

    /** Builds a world: some seconds on a small machine. */
    WorldPictures(DatasetPlan plan, Dice dice) {
        this.plan = plan;
        this.dice = dice;
        int cats = plan.withCats() ? dice.whole(1, plan.spread().variety().cast().cats()) : 0;
        World world = WorldDice.roll(plan.spread(), dice.split(), cats);
        simulation = new Simulation(world, dice.seed());
        int width = plan.width() * plan.shrink();
        int height = plan.height() * plan.shrink();
        renderer = new Renderer(simulation, width, height, null, CoatDice.wardrobe(plan.spread()));
        views = new ViewDice(plan.spread(), dice.split(), simulation);
        development =
                new Development(
                        plan.spread().variety().film(), dice.split(), width, height, plan.shrink());
        drawn = ByteBuffer.allocateDirect(3 * width * height);
        image = new BufferedImage(plan.width(), plan.height(), BufferedImage.TYPE_3BYTE_BGR);
        pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }

    /**
     * Draws and writes pictures.
     *
     * @param first number of the first one
     * @return the cats in them
     */
    List<AnnotatedCat> write(Path folder, int first, int count) throws IOException {
        List<AnnotatedCat> cats = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int picture = first + i;
            simulation.advanceTo(
                    simulation.seconds() + dice.between(PAUSE), view.xMetres, view.yMetres);
            views.roll(view);
            renderer.render(view, picture, drawn, truth);
            development.develop(drawn, pixels);
            Path file = folder.resolve(plan.name(picture));
            if (!ImageIO.write(image, plan.format(), file.toFile())) {
                throw new IOException("this JDK writes no " + plan.format());
            }
            for (int cat = 0; cat < truth.cats(); cat++) {
                AnnotatedCat seen =
                        AnnotatedCat.of(
                                picture, truth.cat(cat), plan.shrink(), drawn.capacity() / 3);
                if (seen != null) {
                    cats.add(seen);
                }
            }
        }
        return cats;
    }
}
