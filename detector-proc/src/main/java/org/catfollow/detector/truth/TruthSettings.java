package org.catfollow.detector.truth;

import java.time.Duration;
import java.util.Locale;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * How much worse than the truth the twin is.
 *
 * @param latency from a frame's capture to its boxes
 * @param misses share of the cats that are not found, 0 to 1
 * @param noise standard deviation of a box's place and size, as a share of its size, 0 to 0.5
 * @param seed of the misses and the noise
 */
public record TruthSettings(Duration latency, double misses, double noise, long seed) {
    /** What {@code --model} begins with. */
    public static final String PREFIX = "truth:";

    private static final int LONGEST_LATENCY_MILLIS = 5_000;
    private static final double MOST_NOISE = 0.5;
    private static final String FORM = "truth:latency-ms=200,misses=0.1,noise=0.03,seed=1";

    /** A good detector on a slow machine. */
    private static final TruthSettings USUAL =
            new TruthSettings(Duration.ofMillis(100), 0.05, 0.02, 1);

    /**
     * Reads {@code truth:} or {@code truth:KEY=VALUE,...}.
     *
     * @throws StageFailure (usage) naming the key and the value
     */
    public static TruthSettings parse(String model) {
        TruthSettings settings = USUAL;
        String rest = model.substring(PREFIX.length());
        if (rest.isEmpty()) {
            return settings;
        }
        for (String pair : rest.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw usage(pair, "is no KEY=VALUE");
            }
            settings = settings.with(pair, pair.substring(0, equals), pair.substring(equals + 1));
        }
        return settings;
    }

    private TruthSettings with(String pair, String key, String value) {
        try {
            return switch (key) {
                case "latency-ms" -> {
                    double millis = within(pair, Double.parseDouble(value), LONGEST_LATENCY_MILLIS);
                    Duration time = Duration.ofNanos((long) (millis * 1e6));
                    yield new TruthSettings(time, misses, noise, seed);
                }
                case "misses" ->
                        new TruthSettings(
                                latency, within(pair, Double.parseDouble(value), 1), noise, seed);
                case "noise" ->
                        new TruthSettings(
                                latency,
                                misses,
                                within(pair, Double.parseDouble(value), MOST_NOISE),
                                seed);
                case "seed" -> new TruthSettings(latency, misses, noise, Long.parseLong(value));
                default -> throw usage(pair, "is not known");
            };
        } catch (NumberFormatException e) {
            throw new StageFailure(ExitCode.USAGE, message(pair, "is no number"), e);
        }
    }

    private static double within(String pair, double value, double most) {
        // Written so that NaN is refused.
        if (!(value >= 0 && value <= most)) {
            throw usage(pair, "is outside 0.." + most);
        }
        return value;
    }

    private static StageFailure usage(String pair, String what) {
        return new StageFailure(ExitCode.USAGE, message(pair, what));
    }

    private static String message(String pair, String what) {
        return "--model truth: '" + pair + "' " + what + "; for example " + FORM;
    }

    /** Returns what people are told. */
    public String description() {
        return String.format(
                Locale.ROOT,
                "ground truth of the simulator, %d ms late, %.0f %% missed, noise %.2f",
                latency.toMillis(),
                misses * 100,
                noise);
    }
}
