package org.catfollow.simulator.life;

import org.catfollow.simulator.world.ActorPlan;

/**
 * What an animal does: rests, walks somewhere, rests again; and when the robot comes too near it runs
 * to a place where furniture hides it, and stays there for a while.
 */
final class Mind {
    private static final double RUN_SPEED = 1.3;
    private static final double WALK_TURN = 170;
    private static final double RUN_TURN = 420;
    private static final double ARRIVED = 0.12;

    /** An animal does not walk into the robot: it stops so far before it, metres. */
    private static final double PERSONAL_SPACE = 0.9;

    /** Steps between two looks at the way ahead. */
    private static final int STEPS_BETWEEN_LOOKS = 8;

    private static final int LOOK_AHEAD_CELLS = 14;
    private static final int CANDIDATES = 30;

    private enum Doing {
        RESTING,
        WALKING,
        FLEEING
    }

    private final Actor actor;
    private final NavigationGrid grid;
    private final RandomStream random;
    private final int[] distance;
    private final int[] queue;
    private Doing doing = Doing.RESTING;
    private ActorPlan.Behaviour pose;
    private double restSeconds;
    private double targetX;
    private double targetY;
    private double aimX;
    private double aimY;
    private int stepsToLook;

    Mind(Actor actor, NavigationGrid grid, RandomStream random) {
        this.actor = actor;
        this.grid = grid;
        this.random = random;
        distance = new int[grid.cells()];
        queue = new int[grid.cells()];
        ActorPlan.Behaviour behaviour = actor.plan().behaviour();
        pose = behaviour == ActorPlan.Behaviour.WANDER ? restingPose() : behaviour;
        restSeconds = random.between(1, 5);
        actor.pose(
                pose == ActorPlan.Behaviour.SIT ? 1 : 0, pose == ActorPlan.Behaviour.LIE ? 1 : 0);
    }

    private ActorPlan.Behaviour restingPose() {
        double chance = random.part();
        return chance < 0.5
                ? ActorPlan.Behaviour.SIT
                : chance < 0.75 ? ActorPlan.Behaviour.LIE : ActorPlan.Behaviour.STAND;
    }

    void step(double step, double robotX, double robotY) {
        double toRobotX = robotX - actor.x();
        double toRobotY = robotY - actor.y();
        double robotDistance = Math.sqrt(toRobotX * toRobotX + toRobotY * toRobotY);
        if (doing != Doing.FLEEING && robotDistance < actor.plan().fleeDistance()) {
            flee(robotX, robotY);
        }
        double look = 0;
        if (doing == Doing.RESTING) {
            rest(step);
            if (robotDistance < 3) {
                look = bearing(toRobotX, toRobotY);
            }
            actor.step(step, pose, 0, Math.abs(look) > 110 ? 0 : look);
        } else {
            walk(step, toRobotX, toRobotY, robotDistance);
        }
    }

    private double bearing(double toX, double toY) {
        return Actor.wrap(Math.toDegrees(StrictMath.atan2(toY, toX)) - actor.headingDegrees());
    }

    private void rest(double step) {
        restSeconds -= step;
        if (restSeconds <= 0 && actor.plan().behaviour() == ActorPlan.Behaviour.WANDER) {
            wander();
        }
    }

    private void wander() {
        for (int i = 0; i < CANDIDATES; i++) {
            int cell = random.below(grid.cells());
            double away = StrictMath.hypot(grid.x(cell) - actor.x(), grid.y(cell) - actor.y());
            if (grid.free(cell) && away > 0.7 && away < 3.5 && head(cell)) {
                doing = Doing.WALKING;
                return;
            }
        }
        restSeconds = 1;
    }

    /** Sets out for a cell; returns false when no way leads there. */
    private boolean head(int cell) {
        grid.flood(cell, distance, queue);
        int start = grid.nearestFree(actor.x(), actor.y());
        if (distance[start] == NavigationGrid.UNREACHABLE) {
            return false;
        }
        targetX = grid.x(cell);
        targetY = grid.y(cell);
        stepsToLook = 0;
        return true;
    }

    /** Runs to the best of some places: hidden from the robot, far from it, not past it. */
    private void flee(double robotX, double robotY) {
        doing = Doing.FLEEING;
        double best = -Double.MAX_VALUE;
        int bestCell = grid.nearestFree(actor.x(), actor.y());
        grid.flood(bestCell, distance, queue);
        double awayX = actor.x() - robotX;
        double awayY = actor.y() - robotY;
        for (int i = 0; i < CANDIDATES; i++) {
            int cell = random.below(grid.cells());
            if (!grid.free(cell) || distance[cell] == NavigationGrid.UNREACHABLE) {
                continue;
            }
            double x = grid.x(cell);
            double y = grid.y(cell);
            double fromRobot = StrictMath.hypot(x - robotX, y - robotY);
            boolean past = (x - actor.x()) * awayX + (y - actor.y()) * awayY < 0;
            double score =
                    Math.min(fromRobot, 2.5)
                            + (grid.clear(robotX, robotY, x, y) ? 0 : 2)
                            - (past ? 2 : 0)
                            - 0.05 * distance[cell];
            if (score > best) {
                best = score;
                bestCell = cell;
            }
        }
        head(bestCell);
    }

    private void walk(double step, double toRobotX, double toRobotY, double robotDistance) {
        boolean fleeing = doing == Doing.FLEEING;
        double toTarget = StrictMath.hypot(targetX - actor.x(), targetY - actor.y());
        if (stepsToLook-- <= 0) {
            lookAhead();
            stepsToLook = STEPS_BETWEEN_LOOKS;
        }
        double off = bearing(aimX - actor.x(), aimY - actor.y());
        double robotOff = Math.abs(Actor.wrap(bearing(toRobotX, toRobotY) - off));
        boolean blocked = !fleeing && robotDistance < PERSONAL_SPACE && robotOff < 60;
        if (toTarget < ARRIVED || blocked) {
            doing = Doing.RESTING;
            pose =
                    fleeing
                            ? ActorPlan.Behaviour.SIT
                            : blocked ? ActorPlan.Behaviour.STAND : restingPose();
            restSeconds = fleeing ? random.between(4, 9) : random.between(2.5, 9);
            actor.step(step, ActorPlan.Behaviour.STAND, 0, 0);
            return;
        }
        double most = (fleeing ? RUN_TURN : WALK_TURN) * step;
        actor.turn(Math.max(-most, Math.min(most, off)));
        double straight = Math.max(0.15, 1 - Math.abs(off) / 70);
        double speed = fleeing ? RUN_SPEED : actor.plan().walkSpeed();
        actor.step(step, ActorPlan.Behaviour.STAND, speed * straight, off * 0.4);
    }

    /** Aims at the farthest cell of the way that lies in a free straight line. */
    private void lookAhead() {
        int cell = grid.cell(actor.x(), actor.y());
        if (!grid.free(cell)) {
            cell = grid.nearestFree(actor.x(), actor.y());
        }
        aimX = grid.x(cell);
        aimY = grid.y(cell);
        for (int i = 0; i < LOOK_AHEAD_CELLS && distance[cell] > 0; i++) {
            int next = cell;
            for (int side = 0; side < 8; side++) {
                int beside = grid.neighbour(cell, side);
                if (beside >= 0 && distance[beside] < distance[next]) {
                    next = beside;
                }
            }
            if (next == cell
                    || (i > 0 && !grid.clear(actor.x(), actor.y(), grid.x(next), grid.y(next)))) {
                return;
            }
            cell = next;
            aimX = grid.x(cell);
            aimY = grid.y(cell);
        }
    }
}
