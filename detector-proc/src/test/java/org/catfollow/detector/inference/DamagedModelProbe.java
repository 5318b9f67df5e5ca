package org.catfollow.detector.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.catfollow.runtime.StageFailure;

/** Opens and runs damaged copies of a model; started by {@link DamagedModelTest} as a process. */
public final class DamagedModelProbe {
    /** The tables of the graph lie behind the weights; bits in the weights only change numbers. */
    private static final int GRAPH_BYTES = 34_000;

    private DamagedModelProbe() {}

    /** Arguments: model, path for the copies, "cut", "flip" or "die", how many. */
    public static void main(String[] arguments) throws IOException {
        byte[] whole = Files.readAllBytes(Path.of(arguments[0]));
        Path copy = Path.of(arguments[1]);
        int files = Integer.parseInt(arguments[3]);
        int opened = 0;
        for (int i = 0; i < files; i++) {
            byte[] damaged =
                    switch (arguments[2]) {
                        case "cut" -> cut(whole, i, files);
                        case "flip" -> flip(whole, i);
                        default -> die();
                    };
            Files.write(copy, damaged);
            opened += opens(copy) ? 1 : 0;
        }
        System.out.println(
                "survived " + files + ": " + opened + " opened, " + (files - opened) + " refused");
    }

    private static boolean opens(Path copy) {
        try (TfliteModel model = TfliteModel.open(copy, 1, true)) {
            model.invoke();
            return true;
        } catch (StageFailure refused) {
            return false;
        }
    }

    /** The last few bytes of the file are padding, which nobody misses. */
    private static final int PADDING_BYTES = 16;

    /** Half of the lengths spread over the file, half of them near its end. */
    private static byte[] cut(byte[] whole, int i, int files) {
        int length =
                i % 2 == 0
                        ? (int) ((long) whole.length * i / files)
                        : whole.length - PADDING_BYTES - (int) Math.pow(1.35, i / 2.0 + 1);
        return Arrays.copyOf(whole, Math.max(0, length));
    }

    private static byte[] flip(byte[] whole, int seed) {
        byte[] damaged = whole.clone();
        Random random = new Random(seed);
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            int at = damaged.length - 1 - random.nextInt(GRAPH_BYTES);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    private static byte[] die() {
        Runtime.getRuntime().halt(134);
        return new byte[0];
    }
}
