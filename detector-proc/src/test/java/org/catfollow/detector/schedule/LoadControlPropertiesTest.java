package org.catfollow.detector.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What holds for each way in which looks may cost time. */
class LoadControlPropertiesTest {
    private static final double RELIEF = 0.85;
    private static final long MILLI = 1_000_000;

    /** More looks than a smoothed value needs to arrive. */
    private static final int SETTLED = 60;

    private static ScheduleSettings settings(int least, int span, int budgetMillis, double share) {
        return new ScheduleSettings(least, least + span, budgetMillis, share, 1_000);
    }

    /** Takes every K-th of frames that come at a steady rate; keeps the time of the last one. */
    private static final class Frames {
        private final long intervalNanos;
        private long frameId = 1;

        Frames(double framesPerSecond) {
            this.intervalNanos = Math.round(1e9 / framesPerSecond);
        }

        void next(LoadControl control) {
            control.taken(frameId, frameId * intervalNanos);
            frameId += control.every();
        }
    }

    @Property
    void staysWithinItsBoundsWhateverHappens(
            @ForAll @IntRange(min = 1, max = 50) int least,
            @ForAll @IntRange(max = 50) int span,
            @ForAll @IntRange(min = 1, max = 1_000) int budgetMillis,
            @ForAll @DoubleRange(min = 0.01, max = 1) double share,
            @ForAll @Size(max = 50) List<Long> works,
            @ForAll @Size(min = 50, max = 50) List<Long> times) {
        LoadControl control = new LoadControl(settings(least, span, budgetMillis, share));
        for (int i = 0; i < works.size(); i++) {
            control.taken(i + 1L, times.get(i));
            control.worked(works.get(i));
            assertThat(control.every()).isBetween(least, least + span);
        }
    }

    @Property
    void convergesToWhatFitsAndToNoMoreThanThat(
            @ForAll @LongRange(min = 1, max = 2_000) long workMillis,
            @ForAll @LongRange(min = 1, max = 2_000) long workBeforeMillis,
            @ForAll @IntRange(min = 1, max = 200) int budgetMillis,
            @ForAll @DoubleRange(min = 0.05, max = 1) double share,
            @ForAll @DoubleRange(min = 5, max = 60) double framesPerSecond) {
        LoadControl control = new LoadControl(settings(1, 999, budgetMillis, share));
        Frames frames = new Frames(framesPerSecond);
        for (int i = 0; i < 2 * SETTLED; i++) {
            frames.next(control);
            control.worked((i < SETTLED ? workBeforeMillis : workMillis) * MILLI);
        }
        double limitMillis = Math.min(budgetMillis, share * 1e3 / framesPerSecond);
        // What is left of the step after so many looks: 0.8^60 of at most 2 s.
        double slack = 0.01;
        assertThat(control.every())
                .isBetween(
                        (int) Math.min(1_000, Math.ceil((workMillis - slack) / limitMillis)),
                        (int)
                                Math.max(
                                        1,
                                        Math.min(
                                                1_000,
                                                Math.ceil(
                                                        (workMillis + slack)
                                                                / (RELIEF * limitMillis)))));
    }

    @Property
    void neverTurnsBackOnASteadyLoadWithNoise(
            @ForAll @LongRange(min = 1, max = 2_000) long workMillis,
            @ForAll @IntRange(min = 1, max = 200) int budgetMillis,
            @ForAll @DoubleRange(min = 0.05, max = 1) double share,
            @ForAll @DoubleRange(min = 0, max = 0.08) double noise,
            @ForAll long seed) {
        LoadControl control = new LoadControl(settings(1, 999, budgetMillis, share));
        Frames frames = new Frames(30);
        Random random = new Random(seed);
        List<Integer> values = new ArrayList<>();
        // The rate of the frames is known from the second on.
        int known = 2;
        for (int i = 0; i < 500; i++) {
            frames.next(control);
            double factor = 1 + noise * (2 * random.nextDouble() - 1);
            control.worked(Math.round(workMillis * MILLI * factor));
            if (i >= known) {
                values.add(control.every());
            }
        }
        List<Integer> upwards = values.stream().sorted().toList();
        assertThat(values).isIn(upwards, upwards.reversed());
    }

    @Property
    void aFixedKStaysWhatItIs(
            @ForAll @IntRange(min = 1, max = 1_000) int every,
            @ForAll @LongRange(min = 0, max = 10_000) long workMillis) {
        LoadControl control = new LoadControl(settings(every, 0, 25, 0.75));
        control.worked(workMillis * MILLI);
        assertThat(control.every()).isEqualTo(every);
        assertThat(control.isOverloaded()).isEqualTo(workMillis > 37.5 * every);
    }
}
