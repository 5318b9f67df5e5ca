package org.catfollow.simulator.dataset;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a data set: annotated pictures of many simulated rooms. */
@Command(
        name = "dataset",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Writes annotated pictures of many simulated rooms, all by chance from a seed.")
public final class DatasetMain implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description =
                    "Where to; made if missing: pictures, and annotations.json (COCO's form).")
    private Path out;

    @Option(
            names = "--spread",
            paramLabel = "SPREAD",
            defaultValue = "rooms",
            description =
                    "How far chance reaches: rooms (the simulator as it is, in other rooms),"
                            + " near (a little wider), training (wider), wild (far wider). Default: rooms.")
    private Spread spread;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: 1.")
    private long seed;

    @Option(
            names = "--pictures",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many. Default: 2000.")
    private int pictures;

    @Option(
            names = "--per-world",
            paramLabel = "N",
            defaultValue = "40",
            description = "Pictures of the same room. Default: 40.")
    private int perWorld;

    @Option(names = "--no-cats", description = "Rooms with decoys only.")
    private boolean noCats;

    @Option(
            names = "--size",
            paramLabel = "WxH",
            defaultValue = "640x480",
            description = "Default: 640x480.")
    private String size;

    @Option(
            names = "--shrink",
            paramLabel = "N",
            defaultValue = "1",
            description = "Draw N times as large and take means. Default: 1.")
    private int shrink;

    @Option(
            names = "--format",
            paramLabel = "bmp|png|jpg",
            defaultValue = "png",
            description = "Default: png.")
    private String format;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Rooms drawn at the same time. Default: one for each processor.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Spec private CommandSpec spec;

    private DatasetMain() {}

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments)); // the only exit
    }

    static CommandLine commandLine() {
        return new CommandLine(new DatasetMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(
                        (mistake, words) -> {
                            mistake.getCommandLine()
                                    .getErr()
                                    .println("dataset: " + mistake.getMessage());
                            return USAGE;
                        })
                .setExecutionExceptionHandler(
                        (failure, line, parsed) -> {
                            if (!(failure instanceof IOException)) {
                                throw failure;
                            }
                            line.getErr().println("dataset: " + reason((IOException) failure));
                            return FAILED;
                        });
    }

    private static String reason(IOException failure) {
        return failure instanceof FileAlreadyExistsException
                ? failure.getMessage() + " is no folder; name another one with --out"
                : "cannot write: " + failure + "; is there room?";
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        DatasetPlan plan = plan();
        Files.createDirectories(out);
        PrintWriter console = spec.commandLine().getOut();
        List<AnnotatedCat> cats = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<List<AnnotatedCat>>> worlds =
                    IntStream.range(0, plan.worlds())
                            .mapToObj(world -> pool.submit(() -> draw(plan, world)))
                            .toList();
            for (int world = 0; world < worlds.size(); world++) {
                cats.addAll(take(worlds.get(world), pool));
                console.printf("%d of %d rooms%n", world + 1, plan.worlds());
                console.flush();
            }
        }
        List<String> names = IntStream.range(0, pictures).mapToObj(plan::name).toList();
        CocoFile.write(out.resolve("annotations.json"), names, plan.width(), plan.height(), cats);
        return DONE;
    }

    private List<AnnotatedCat> draw(DatasetPlan plan, int world) throws IOException {
        WorldPictures drawing = new WorldPictures(plan, plan.diceOf(world));
        return drawing.write(out, world * perWorld, plan.picturesOf(world));
    }

    /** Returns a room's cats, or ends the others and tells why there are none. */
    private static List<AnnotatedCat> take(Future<List<AnnotatedCat>> world, ExecutorService pool)
            throws IOException, InterruptedException {
        try {
            return world.get();
        } catch (ExecutionException e) {
            pool.shutdownNow();
            switch (e.getCause()) {
                case IOException io -> throw io;
                case UncheckedIOException io -> throw io.getCause();
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    private DatasetPlan plan() {
        String[] sides = size.split("x", -1);
        require(sides.length == 2, "--size " + size + ": wanted is WxH in pixels, such as 640x480");
        int width = side(sides[0]);
        int height = side(sides[1]);
        require(pictures >= 1, "--pictures " + pictures + ": at least 1");
        require(perWorld >= 1, "--per-world " + perWorld + ": at least 1");
        require(threads >= 1, "--threads " + threads + ": at least 1");
        require(shrink >= 1 && shrink <= 8, "--shrink " + shrink + ": from 1 to 8");
        boolean drawable =
                Math.min(width, height) >= 16 && Math.max(width, height) <= 4096 / shrink;
        require(drawable, "--size " + size + ": from 16x16, and drawn up to 4096x4096");
        require(
                List.of("bmp", "png", "jpg").contains(format),
                "--format " + format + ": bmp, png or jpg");
        return new DatasetPlan(
                spread, seed, pictures, perWorld, !noCats, width, height, shrink, format);
    }

    private int side(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw mistake("--size " + size + ": wanted is WxH in pixels, such as 640x480");
        }
    }

    private void require(boolean sound, String message) {
        if (!sound) {
            throw mistake(message);
        }
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
