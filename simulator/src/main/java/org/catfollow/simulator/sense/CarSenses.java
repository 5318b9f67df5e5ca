package org.catfollow.simulator.sense;

import org.catfollow.simulator.life.Simulation;

/**
 * What a simulated car hears ahead, how much room its body has, and how often it touched something.
 * Nothing holds the car back at what it touches. The same calls give the same answers; allocates
 * nothing per call; one thread.
 */
public final class CarSenses {
    /** What {@link #echoMetres} returns when nothing sends the sound back: nothing is known. */
    public static final double NO_ECHO = -1;

    /** So far it must get away from what it touched before that can be touched anew, metres. */
    static final double AGAIN_METRES = 0.01;

    private final Obstacles obstacles;
    private final CarBody body;
    private final Echo echo;
    private final Outline car = new Outline(Obstacle.NONE);
    private double echoMetres = NO_ECHO;
    private double clearance = Double.MAX_VALUE;
    private double cat = Double.MAX_VALUE;
    private Obstacle nearest = Obstacle.NONE;
    private boolean touching;
    private long touches;

    private CarSenses(Obstacles obstacles, CarBody body, long seed) {
        this.obstacles = obstacles;
        this.body = body;
        this.echo = new Echo(obstacles, body, seed);
        car.size((body.front() + body.rear()) / 2, body.halfWidth(), 0).heights(0, body.height());
    }

    /** A car in a simulated room, whose seed decides when fur is not heard. */
    public static CarSenses in(Simulation simulation, CarBody body) {
        return new CarSenses(new Obstacles(simulation), body, simulation.seed());
    }

    /** A car before one endless wall, metres ahead of its start, and nothing else. */
    public static CarSenses beforeWall(double metres, CarBody body) {
        return new CarSenses(new Obstacles(metres), body, 1);
    }

    /**
     * Looks at one moment.
     *
     * @param frame number of the picture that belongs to it
     * @param carX the middle of the rear axle, metres
     * @param carY the middle of the rear axle, metres
     */
    public void sense(long frame, double carX, double carY, double headingDegrees) {
        obstacles.update();
        car.place(carX, carY, headingDegrees).shift((body.front() - body.rear()) / 2, 0);
        clearance =
                car.distanceToWalls(obstacles.minX, obstacles.maxX, obstacles.minY, obstacles.maxY);
        nearest = Obstacle.WALL;
        cat = Double.MAX_VALUE;
        for (int i = 0; i < obstacles.count(); i++) {
            Outline outline = obstacles.get(i);
            if (outline.below(body.height())) {
                take(outline, car.distance(outline));
            }
        }
        if (clearance <= 0) {
            touches += touching ? 0 : 1;
            touching = true;
        } else if (clearance > AGAIN_METRES) {
            touching = false;
        }
        echoMetres = echo.metres(frame, carX, carY, headingDegrees);
    }

    private void take(Outline outline, double away) {
        if (outline.what == Obstacle.CAT) {
            cat = Math.min(cat, away);
        }
        if (away < clearance) {
            clearance = away;
            nearest = outline.what;
        }
    }

    /** Returns how far from the sensor something is heard, metres, or {@link #NO_ECHO}. */
    public double echoMetres() {
        return echoMetres;
    }

    /** Returns the room between the car's body and what is nearest, metres; 0 or less: it touches. */
    public double clearanceMetres() {
        return clearance;
    }

    /** Returns what that is. */
    public Obstacle nearest() {
        return nearest;
    }

    /** Returns the room between the car's body and the nearest cat's, metres; huge without a cat. */
    public double catMetres() {
        return cat;
    }

    /** Returns how often the body came to touch something, since this was made. */
    public long touches() {
        return touches;
    }
}
