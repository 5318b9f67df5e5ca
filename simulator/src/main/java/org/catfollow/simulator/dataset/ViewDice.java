package org.catfollow.simulator.dataset;

import java.util.function.Predicate;
import org.catfollow.simulator.life.Actor;
import org.catfollow.simulator.life.NavigationGrid;
import org.catfollow.simulator.life.Simulation;
import org.catfollow.simulator.picture.CameraView;
import org.catfollow.simulator.world.ActorPlan;
import org.catfollow.simulator.world.World;

/**
 * Where the camera stands and looks, by chance: mostly at a cat, near or far, often not in the middle;
 * sometimes at a decoy, sometimes at nothing. It stands where the robot fits.
 */
final class ViewDice {
    /** Half the robot's width and some air, metres. */
    private static final double ROBOT_RADIUS = 0.13;

    private static final double ROBOT_HEIGHT = 0.2;
    private static final int CANDIDATES = 80;
    private static final double AT_CATS = 0.72;
    private static final double AT_DECOYS = 0.16;

    /** How far away what it looks at is, metres. */
    private static final Range DISTANCE = Range.of(0.35, 5.5);

    private final Variety variety;
    private final Dice dice;
    private final Simulation simulation;
    private final World world;
    private final NavigationGrid grid;

    ViewDice(Spread spread, Dice dice, Simulation simulation) {
        variety = spread.variety();
        this.dice = dice;
        this.simulation = simulation;
        world = simulation.world();
        grid = new NavigationGrid(world.room(), world.furniture(), ROBOT_RADIUS, ROBOT_HEIGHT);
    }

    /** Sets a view of the simulation as it is now. */
    void roll(CameraView view) {
        Actor target = target();
        double horizontal = world.camera().horizontalDegrees();
        double vertical = world.camera().verticalDegrees();
        view.zMetres = world.camera().height();
        view.horizontalDegrees = horizontal;
        view.verticalDegrees = vertical;
        view.panDegrees = 0;
        if (target == null) {
            stand(view, dice.whole(0, grid.cells() - 1));
            view.headingDegrees = dice.between(-180, 180);
            view.tiltDegrees = tilt(dice.between(-12, 20));
            return;
        }
        stand(view, cellNear(target));
        double toX = target.x() - view.xMetres;
        double toY = target.y() - view.yMetres;
        double away = Math.max(0.1, Math.hypot(toX, toY));
        double middle = 0.5 * target.plan().heightMetres() - view.zMetres;
        view.headingDegrees = Math.toDegrees(Math.atan2(toY, toX)) + 0.58 * horizontal * aside();
        view.tiltDegrees =
                tilt(Math.toDegrees(Math.atan2(middle, away)) + 0.45 * vertical * aside());
    }

    /** Mostly near the middle, at times at the edge: -1 to 1. */
    private double aside() {
        return dice.chance(0.5) ? dice.between(-1, 1) : dice.between(-0.5, 0.5);
    }

    private double tilt(double wanted) {
        return Math.clamp(
                wanted, variety.lens().tiltDegrees().least(), variety.lens().tiltDegrees().most());
    }

    private Actor target() {
        double throwOf = dice.between(0, 1);
        if (throwOf < AT_CATS) {
            Actor cat = any(actor -> actor.kind() == ActorPlan.Kind.CAT);
            return cat != null ? cat : any(actor -> true);
        }
        return throwOf < AT_CATS + AT_DECOYS
                ? any(actor -> actor.kind() != ActorPlan.Kind.CAT)
                : null;
    }

    private Actor any(Predicate<Actor> wanted) {
        for (int i = 0; i < CANDIDATES; i++) {
            Actor actor = simulation.actor(dice.whole(0, simulation.actors() - 1));
            if (wanted.test(actor)) {
                return actor;
            }
        }
        return null;
    }

    private void stand(CameraView view, int cell) {
        int at = grid.free(cell) ? cell : grid.nearestFree(grid.x(cell), grid.y(cell));
        view.xMetres = grid.x(at) + dice.between(-0.05, 0.05);
        view.yMetres = grid.y(at) + dice.between(-0.05, 0.05);
    }

    private int cellNear(Actor target) {
        double wanted = dice.factor(DISTANCE);
        int best = grid.nearestFree(target.x(), target.y());
        double least = Double.MAX_VALUE;
        for (int i = 0; i < CANDIDATES; i++) {
            double bearing = dice.between(-Math.PI, Math.PI);
            int cell =
                    grid.cell(
                            target.x() + wanted * Math.cos(bearing),
                            target.y() + wanted * Math.sin(bearing));
            double away = Math.hypot(grid.x(cell) - target.x(), grid.y(cell) - target.y());
            boolean apart = away > DISTANCE.least() * 0.8;
            if (grid.free(cell) && apart && Math.abs(away - wanted) < least) {
                best = cell;
                least = Math.abs(away - wanted);
            }
        }
        return best;
    }
}
