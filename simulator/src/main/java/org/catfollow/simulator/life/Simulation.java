package org.catfollow.simulator.life;

import java.util.ArrayList;
import java.util.List;
import org.catfollow.simulator.world.ActorPlan;
import org.catfollow.simulator.world.World;

/**
 * What moves in a world. The same world, seed and sequence of calls give the same movements on every
 * machine: it goes in steps of {@value #STEP_SECONDS} s, reads no clock and allocates nothing. One
 * thread.
 */
public final class Simulation {
    /** Length of a step, seconds. */
    public static final double STEP_SECONDS = 0.01;

    /**
     * A jump of the clock is lived through up to this length, the rest of it is left out: who starts
     * capture again after an hour does not wait for the hour.
     */
    public static final double LONGEST_JUMP_SECONDS = 30;

    /** Half a camera's field of view and a cat's width, degrees. */
    private static final double OUT_OF_SIGHT_DEGREES = 50;

    private static final int TRIES = 4000;

    private final World world;
    private final long seed;
    private final List<Actor> actors = new ArrayList<>();
    private final List<Mind> minds = new ArrayList<>();
    private long steps;

    /** Sets everybody in their places at second 0. */
    public Simulation(World world, long seed) {
        this.world = world;
        this.seed = seed;
        RandomStream random = new RandomStream(seed);
        for (ActorPlan plan : world.actors()) {
            add(plan, new RandomStream(random.next()));
        }
    }

    private void add(ActorPlan plan, RandomStream random) {
        ActorPlan.Coat[] coats = ActorPlan.Coat.values();
        ActorPlan.Coat chosen = coats[1 + random.below(coats.length - 1)];
        Actor actor =
                new Actor(
                        plan,
                        plan.coat() == ActorPlan.Coat.ANY ? chosen : plan.coat(),
                        random.below(1 << 20));
        double size = plan.heightMetres();
        double radius = plan.kind().animal() ? 0.68 * size : 0.6 * size;
        NavigationGrid grid =
                new NavigationGrid(world.room(), world.furniture(), radius, 1.4 * size);
        if (plan.start() == ActorPlan.Start.HERE) {
            actor.place(plan.x(), plan.y(), plan.headingDegrees());
        } else {
            scatter(actor, grid, random);
        }
        actors.add(actor);
        if (plan.kind().animal()) {
            minds.add(new Mind(actor, grid, random));
        }
    }

    /** Finds a place that the robot can drive to, not where it stands and not on another actor. */
    private void scatter(Actor actor, NavigationGrid grid, RandomStream random) {
        int[] distance = new int[grid.cells()];
        grid.flood(grid.nearestFree(0, 0), distance, new int[grid.cells()]);
        boolean hidden = actor.plan().start() == ActorPlan.Start.OUT_OF_SIGHT;
        int fallback = grid.nearestFree(-1, 0);
        for (int i = 0; i < TRIES; i++) {
            int cell = random.below(grid.cells());
            double x = grid.x(cell);
            double y = grid.y(cell);
            double bearing = Math.abs(Math.toDegrees(StrictMath.atan2(y, x)));
            boolean far =
                    StrictMath.hypot(x, y) > 0.8 && distance[cell] != NavigationGrid.UNREACHABLE;
            if (far && (!hidden || bearing > OUT_OF_SIGHT_DEGREES) && !crowded(x, y)) {
                fallback = cell;
                break;
            }
        }
        actor.place(grid.x(fallback), grid.y(fallback), random.between(-180, 180));
    }

    private boolean crowded(double x, double y) {
        for (Actor other : actors) {
            if (StrictMath.hypot(other.x() - x, other.y() - y) < 0.5) {
                return true;
            }
        }
        return false;
    }

    /**
     * Lets time pass up to a moment; an earlier moment changes nothing.
     *
     * @param seconds since the simulation's beginning
     * @param robotX where the robot is, metres
     * @param robotY where the robot is, metres
     */
    public void advanceTo(double seconds, double robotX, double robotY) {
        long target = (long) Math.floor(seconds / STEP_SECONDS + 1e-6);
        long longest = (long) (LONGEST_JUMP_SECONDS / STEP_SECONDS);
        steps = Math.max(steps, target - longest);
        while (steps < target) {
            steps++;
            for (int i = 0; i < minds.size(); i++) {
                minds.get(i).step(STEP_SECONDS, robotX, robotY);
            }
        }
    }

    /** Returns the world that this lives in. */
    public World world() {
        return world;
    }

    /** Returns the seed that it was made with. */
    public long seed() {
        return seed;
    }

    /** Returns the seconds since its beginning. */
    public double seconds() {
        return steps * STEP_SECONDS;
    }

    /** Returns how many cats and decoys there are. */
    public int actors() {
        return actors.size();
    }

    /** Returns a cat or a decoy, in the order of the world's description. */
    public Actor actor(int index) {
        return actors.get(index);
    }
}
