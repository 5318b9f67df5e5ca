package org.catfollow.simulator.sense;

import org.catfollow.simulator.life.Angles;

/**
 * An ultrasonic sensor of the HC-SR04's kind: the distance to the nearest thing in a narrow cone that
 * sends the sound back. Pure but for its seed; allocates nothing; one thread.
 *
 * <p>The module's data sheet names a range of 0.02 to 4 m and a measuring angle of 15 degrees in all. A
 * hard edge at the rim of the cone counts as much as one in its middle, and a wall that is met at a
 * slant is heard as well as one that is met squarely: a real sensor hears less. The floor is not heard.
 */
final class Echo {
    /** What is nearer is not heard, metres. */
    static final double NEAREST_METRES = 0.02;

    /** What is farther is not heard, metres. */
    static final double FARTHEST_METRES = 4;

    /** Half of the measuring angle, degrees. */
    static final double HALF_ANGLE_DEGREES = 7.5;

    /**
     * How often fur swallows the pulse: an assumption. Cloth is known to leave such a sensor blind
     * (users report sleeves and sofas), and nobody has published a rate for cats.
     */
    static final double FUR_MISSES = 0.5;

    /** So many frames in a row fur stays heard or unheard: it depends on how the animal stands. */
    static final int FRAMES_ALIKE = 8;

    private static final double STEP_DEGREES = 2.5;
    private static final int STEPS = 3;

    /** Nothing that sends sound back is met. */
    private static final double SILENCE = Double.POSITIVE_INFINITY;

    private final Obstacles obstacles;
    private final CarBody body;
    private final long seed;
    private final Outline[] near;

    Echo(Obstacles obstacles, CarBody body, long seed) {
        this.obstacles = obstacles;
        this.body = body;
        this.seed = seed;
        near = new Outline[obstacles.count()];
    }

    /**
     * Returns the distance from the sensor to what is heard, metres; {@link CarSenses#NO_ECHO} for none.
     *
     * @param frame that decides whether fur is heard now
     */
    double metres(long frame, double carX, double carY, double headingDegrees) {
        double heading = Math.toRadians(headingDegrees);
        double x = carX + body.sensorForward() * Angles.cos(heading);
        double y = carY + body.sensorForward() * Angles.sin(heading);
        int candidates = choose(x, y, Angles.cos(heading), Angles.sin(heading));
        boolean furHeard = part(seed, frame / FRAMES_ALIKE) >= FUR_MISSES;
        double nearest = SILENCE;
        for (int up = -STEPS; up <= STEPS; up++) {
            for (int aside = -STEPS; aside <= STEPS; aside++) {
                if (up * up + aside * aside <= STEPS * STEPS) {
                    double away =
                            ray(
                                    candidates,
                                    x,
                                    y,
                                    heading + Math.toRadians(aside * STEP_DEGREES),
                                    Math.toRadians(up * STEP_DEGREES),
                                    furHeard);
                    nearest = Math.min(nearest, away);
                }
            }
        }
        return nearest >= NEAREST_METRES && nearest <= FARTHEST_METRES
                ? nearest
                : CarSenses.NO_ECHO;
    }

    /** Keeps what may be within the cone and the sensor's range. */
    private int choose(double x, double y, double cos, double sin) {
        double rimCos = Angles.cos(Math.toRadians(HALF_ANGLE_DEGREES));
        double rimSin = Angles.sin(Math.toRadians(HALF_ANGLE_DEGREES));
        int count = 0;
        for (int i = 0; i < obstacles.count(); i++) {
            Outline outline = obstacles.get(i);
            double toX = outline.x() - x;
            double toY = outline.y() - y;
            double ahead = cos * toX + sin * toY;
            double aside = Math.abs(cos * toY - sin * toX);
            double reach = outline.reach();
            boolean within = ahead >= -reach && ahead <= FARTHEST_METRES + reach;
            if (within && aside * rimCos - ahead * rimSin <= reach) {
                near[count++] = outline;
            }
        }
        return count;
    }

    /** The nearest thing on one ray; silence when that is unheard fur, which hides what is behind. */
    private double ray(
            int candidates, double x, double y, double heading, double rise, boolean furHeard) {
        double level = Angles.cos(rise);
        double alongX = level * Angles.cos(heading);
        double alongY = level * Angles.sin(heading);
        double alongZ = Angles.sin(rise);
        double nearest =
                Math.min(
                        wall(x, alongX, obstacles.minX, obstacles.maxX),
                        wall(y, alongY, obstacles.minY, obstacles.maxY));
        // A ray that goes down ends at the floor.
        double end = alongZ < 0 ? -body.sensorHeight() / alongZ : SILENCE;
        Obstacle met = Obstacle.WALL;
        for (int i = 0; i < candidates; i++) {
            double away = near[i].hit(x, y, body.sensorHeight(), alongX, alongY, alongZ);
            if (away < nearest) {
                nearest = away;
                met = near[i].what;
            }
        }
        return nearest > end || (met.soft() && !furHeard) ? SILENCE : nearest;
    }

    private static double wall(double from, double along, double low, double high) {
        if (along == 0) {
            return SILENCE;
        }
        return Math.max(0, along > 0 ? (high - from) / along : (low - from) / along);
    }

    /** A number from 0 up to below 1 that looks random: SplitMix64's mixing (Steele, Lea, Flood 2014). */
    private static double part(long seed, long number) {
        long mixed = seed * 0x9E3779B97F4A7C15L + number * 0xD1B54A32D192ED03L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return ((mixed ^ mixed >>> 31) >>> 11) * 0x1.0p-53;
    }
}
