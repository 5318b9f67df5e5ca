package org.catfollow.simulator.dataset;

/**
 * From where to where chance reaches in a {@link Spread}.
 *
 * @param roomMetres length and width of rooms
 * @param saturation of walls and furniture
 * @param brightness of walls and furniture
 * @param lampStrength of each lamp
 * @param lens where the camera is and how wide it sees
 * @param cast how many actors there are
 * @param sizes of actors
 * @param film what light and sensor do
 */
record Variety(
        Range roomMetres,
        Range saturation,
        Range brightness,
        Range lampStrength,
        Lens lens,
        Cast cast,
        Sizes sizes,
        Film film) {
    /** Other rooms, cats and views of the simulator as it is: its camera, its film, its six coats. */
    static final Variety ROOMS =
            new Variety(
                    Range.of(3.8, 7.5),
                    Range.of(0.0, 0.22),
                    Range.of(0.45, 0.95),
                    Range.of(0.5, 1.2),
                    new Lens(Range.only(0.12), Range.only(54), Range.only(1), Range.of(-25, 32)),
                    new Cast(2, 1, 1),
                    new Sizes(
                            Range.only(0.25), Range.only(0.42), Range.only(0.16), Range.only(0.14)),
                    new Film(
                            Range.only(1),
                            Range.only(1),
                            Range.only(1),
                            Range.only(1),
                            Range.only(2),
                            0.35,
                            14,
                            0));

    /** A little wider than the simulator, and cats of any natural colours: most of what is trained with. */
    static final Variety NEAR =
            new Variety(
                    Range.of(3.5, 8.0),
                    Range.of(0.0, 0.3),
                    Range.of(0.35, 1.0),
                    Range.of(0.4, 1.4),
                    new Lens(
                            Range.of(0.1, 0.15),
                            Range.of(50, 58),
                            Range.of(0.95, 1.06),
                            Range.of(-30, 36)),
                    new Cast(2, 2, 1),
                    new Sizes(
                            Range.of(0.23, 0.28),
                            Range.of(0.36, 0.48),
                            Range.of(0.12, 0.2),
                            Range.of(0.11, 0.17)),
                    new Film(
                            Range.of(0.85, 1.2),
                            Range.of(0.9, 1.1),
                            Range.of(0.85, 1.15),
                            Range.of(0.96, 1.05),
                            Range.of(1, 3),
                            0.35,
                            16,
                            0.05));

    /** Wider on all sides: trained with too. */
    static final Variety TRAINING =
            new Variety(
                    Range.of(3.0, 9.0),
                    Range.of(0.0, 0.5),
                    Range.of(0.2, 1.0),
                    Range.of(0.3, 1.6),
                    new Lens(
                            Range.of(0.07, 0.3),
                            Range.of(44, 72),
                            Range.of(0.85, 1.18),
                            Range.of(-40, 40)),
                    new Cast(4, 3, 2),
                    new Sizes(
                            Range.of(0.2, 0.31),
                            Range.of(0.3, 0.6),
                            Range.of(0.06, 0.3),
                            Range.of(0.08, 0.24)),
                    new Film(
                            Range.of(0.6, 1.45),
                            Range.of(0.75, 1.35),
                            Range.of(0.55, 1.3),
                            Range.of(0.88, 1.14),
                            Range.of(0, 7),
                            0.4,
                            20,
                            0.2));

    /** Far wider: lights, lenses, colours and noise that no robot meets, to see where it ends. */
    static final Variety WILD =
            new Variety(
                    Range.of(2.5, 14),
                    Range.of(0.0, 1.0),
                    Range.of(0.05, 1.0),
                    Range.of(0.1, 3),
                    new Lens(
                            Range.of(0.05, 1.2),
                            Range.of(30, 105),
                            Range.of(0.7, 1.4),
                            Range.of(-60, 60)),
                    new Cast(4, 3, 2),
                    new Sizes(
                            Range.of(0.15, 0.45),
                            Range.of(0.2, 0.9),
                            Range.of(0.05, 0.6),
                            Range.of(0.05, 0.5)),
                    new Film(
                            Range.of(0.25, 2.4),
                            Range.of(0.5, 2),
                            Range.of(0, 1.8),
                            Range.of(0.65, 1.5),
                            Range.of(0, 24),
                            0.6,
                            44,
                            0.4));

    /**
     * The camera.
     *
     * @param heightMetres of the lens above the floor
     * @param horizontalDegrees field of view from left to right
     * @param stretch how much wider than tall a square thing looks
     * @param tiltDegrees where it looks, up or down
     */
    record Lens(Range heightMetres, Range horizontalDegrees, Range stretch, Range tiltDegrees) {}

    /**
     * How many actors a world has, at most; of cats (where there are any) and dogs at least one.
     *
     * @param cats at most
     * @param dogs at most
     * @param things balls, and as many cushions, at most
     */
    record Cast(int cats, int dogs, int things) {}

    /**
     * How large actors are, metres: animals at the shoulder.
     *
     * @param cat at the shoulder
     * @param dog at the shoulder
     * @param ball across
     * @param cushion thick
     */
    record Sizes(Range cat, Range dog, Range ball, Range cushion) {}

    /**
     * What light and sensor do.
     *
     * @param gain factor on all grey levels
     * @param gamma exponent on grey levels from 0 to 1, before the gain
     * @param saturation 0 is grey, 1 as drawn
     * @param balance factor on red, and its inverse on blue
     * @param noise standard deviation, grey levels of 255, in a picture of 640 pixels' width
     * @param smearChance part of the pictures that are smeared by motion
     * @param longestSmear pixels, in a picture of 640 pixels' width
     * @param softChance part of the pictures that are a little out of focus
     */
    record Film(
            Range gain,
            Range gamma,
            Range saturation,
            Range balance,
            Range noise,
            double smearChance,
            int longestSmear,
            double softChance) {}
}
