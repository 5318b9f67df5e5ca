package org.catfollow.simulator.body;

import org.catfollow.simulator.life.Angles;
import org.catfollow.simulator.scene.Mesh;
import org.catfollow.simulator.scene.Texture;

/**
 * A head: a ball with muzzle and cheeks, and two ears. Its texture is laid out round the nose, so that
 * a face is painted as one sees it: see {@link #bend}.
 */
final class Head {
    private static final int ROWS = 22;
    private static final int COLUMNS = 24;

    /** How much more of the texture the face gets than the back of the head. */
    private static final double BEND = 0.62;

    private final boolean cat;
    private final Mesh skull;
    private final Tube[] ears = new Tube[2];
    private final float[] restX;
    private final float[] restY;
    private final float[] restZ;
    private double x;
    private double y;
    private double z;
    private double yawCos;
    private double yawSin;
    private double pitchCos;
    private double pitchSin;
    private final double[] turned = new double[3];

    Head(boolean cat, Texture face, Texture ear) {
        this.cat = cat;
        skull = Mesh.grid(ROWS, COLUMNS, face);
        restX = new float[skull.vertices()];
        restY = new float[skull.vertices()];
        restZ = new float[skull.vertices()];
        ears[0] = new Tube(cat ? 5 : 7, 10, ear);
        ears[1] = new Tube(cat ? 5 : 7, 10, ear);
        for (int row = 0; row <= ROWS; row++) {
            double away = Math.PI * StrictMath.pow((double) row / ROWS, 1.25);
            for (int column = 0; column <= COLUMNS; column++) {
                rest(row * (COLUMNS + 1) + column, away, 2 * Math.PI * column / COLUMNS);
            }
        }
    }

    /** Returns the distance from the texture's middle, 0..0.5, of an angle from the nose, radians. */
    static double bend(double away) {
        return 0.5 * StrictMath.pow(away / Math.PI, BEND);
    }

    /** Returns the angle from the nose, radians, of a distance from the texture's middle. */
    static double unbend(double distance) {
        return Math.PI * StrictMath.pow(Math.min(1, 2 * distance), 1 / BEND);
    }

    private void rest(int vertex, double away, double round) {
        double forward = Angles.cos(away);
        double up = Angles.sin(away) * Angles.cos(round);
        double left = Angles.sin(away) * Angles.sin(round);
        double degrees = Math.toDegrees(away);
        double asideDegrees = degrees * Angles.sin(round);
        double upDegrees = degrees * Angles.cos(round);
        double out = 1;
        double muzzle = hill(asideDegrees, upDegrees + (cat ? 17 : 14), cat ? 19 : 20, 15);
        double cheeks = hill(Math.abs(asideDegrees) - 58, upDegrees + 18, 24, 22);
        double sockets = hill(Math.abs(asideDegrees) - 27, upDegrees - 14, 11, 10);
        double stop = hill(asideDegrees, upDegrees - 8, 12, 9);
        if (cat) {
            out += 0.30 * muzzle + 0.13 * cheeks - 0.05 * sockets - 0.03 * stop;
        } else {
            out += 1.25 * muzzle + 0.05 * cheeks - 0.05 * sockets;
        }
        restX[vertex] = (float) (forward * out * 0.047);
        restY[vertex] = (float) (left * out * (cat ? 0.055 : 0.044));
        restZ[vertex] = (float) (up * out * (cat ? 0.047 : 0.046));
        double distance = bend(away);
        skull.u[vertex] = (float) (0.5 - 0.499 * 2 * distance * Angles.sin(round));
        skull.v[vertex] = (float) (0.5 + 0.499 * 2 * distance * Angles.cos(round));
    }

    private static double hill(double asideDegrees, double upDegrees, double broad, double tall) {
        double squared =
                asideDegrees * asideDegrees / (broad * broad)
                        + upDegrees * upDegrees / (tall * tall);
        return StrictMath.exp(-0.5 * squared);
    }

    /** Puts the head in its place in the animal's frame. */
    void shape(double newX, double newY, double newZ, double yawDegrees, double pitchDegrees) {
        x = newX;
        y = newY;
        z = newZ;
        yawCos = Angles.cos(Math.toRadians(yawDegrees));
        yawSin = Angles.sin(Math.toRadians(yawDegrees));
        pitchCos = Angles.cos(Math.toRadians(pitchDegrees));
        pitchSin = Angles.sin(Math.toRadians(pitchDegrees));
        for (int i = 0; i < restX.length; i++) {
            turn(restX[i], restY[i], restZ[i]);
            skull.x[i] = (float) (x + turned[0]);
            skull.y[i] = (float) (y + turned[1]);
            skull.z[i] = (float) (z + turned[2]);
        }
        skull.computeNormals();
        for (int row = 0; row <= ROWS; row++) {
            skull.joinNormals(row * (COLUMNS + 1), row * (COLUMNS + 1) + COLUMNS);
        }
        skull.normalise();
        for (int side = 0; side < 2; side++) {
            ear(ears[side], side == 0 ? 1 : -1);
        }
    }

    private void ear(Tube ear, int side) {
        ear.begin();
        if (cat) {
            earKnot(ear, -0.004, side * 0.024, 0.018, 0.027, 0.014);
            earKnot(ear, -0.003, side * 0.029, 0.040, 0.020, 0.010);
            earKnot(ear, -0.003, side * 0.034, 0.059, 0.0095, 0.004);
            earKnot(ear, -0.004, side * 0.037, 0.070, 0.001, 0.001);
        } else {
            earKnot(ear, -0.008, side * 0.026, 0.036, 0.012, 0.008);
            earKnot(ear, -0.010, side * 0.045, 0.036, 0.022, 0.008);
            earKnot(ear, -0.006, side * 0.056, 0.006, 0.024, 0.007);
            earKnot(ear, -0.002, side * 0.054, -0.028, 0.016, 0.006);
            earKnot(ear, 0, side * 0.051, -0.038, 0.002, 0.002);
        }
        if (cat) {
            // A little outward, as a cat's are.
            turn(-0.35 * side, 1, 0);
        } else {
            turn(1, 0, 0);
        }
        ear.shape(turned[0], turned[1], turned[2]);
    }

    private void earKnot(
            Tube ear, double forward, double left, double up, double broad, double deep) {
        turn(forward, left, up);
        ear.knot(x + turned[0], y + turned[1], z + turned[2], broad, deep);
    }

    /** From the head's own frame into the animal's: first pitch, then yaw. */
    private void turn(double forward, double left, double up) {
        double level = forward * pitchCos - up * pitchSin;
        turned[0] = level * yawCos - left * yawSin;
        turned[1] = level * yawSin + left * yawCos;
        turned[2] = forward * pitchSin + up * pitchCos;
    }

    Mesh skull() {
        return skull;
    }

    Mesh ear(int side) {
        return ears[side].mesh;
    }
}
