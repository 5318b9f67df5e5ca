package org.catfollow.simulator.body;

import org.catfollow.simulator.scene.Mesh;
import org.catfollow.simulator.scene.Texture;

/**
 * A skin around a bent line: torso, legs, tail, ears. A line runs smoothly through a few knots, each
 * with two radii; rings of corners stand across it. The texture's v runs along the line, u round it,
 * from below over the left side and the top to the right.
 */
final class Tube {
    private static final int MOST_KNOTS = 12;

    final Mesh mesh;
    private final int rows;
    private final int columns;
    private final float[] ringSin;
    private final float[] ringCos;
    private final double[] knots = new double[5 * MOST_KNOTS];
    private final double[] at = new double[5];
    private final double[] before = new double[5];
    private final double[] after = new double[5];
    private int count;

    Tube(int rows, int columns, Texture texture) {
        this.rows = rows;
        this.columns = columns;
        mesh = Mesh.grid(rows, columns, texture);
        ringSin = new float[columns + 1];
        ringCos = new float[columns + 1];
        for (int i = 0; i <= columns; i++) {
            ringSin[i] = (float) StrictMath.sin(2 * Math.PI * i / columns);
            ringCos[i] = (float) StrictMath.cos(2 * Math.PI * i / columns);
        }
    }

    void begin() {
        count = 0;
    }

    /** Adds a knot; {@code broad} is the radius sideways, {@code deep} the other. */
    void knot(double x, double y, double z, double broad, double deep) {
        int first = 5 * count++;
        knots[first] = x;
        knots[first + 1] = y;
        knots[first + 2] = z;
        knots[first + 3] = broad;
        knots[first + 4] = deep;
    }

    /** Stands the rings across the line, the first with this direction as its side. */
    void shape(double firstSideX, double firstSideY, double firstSideZ) {
        double sideX = firstSideX;
        double sideY = firstSideY;
        double sideZ = firstSideZ;
        for (int row = 0; row <= rows; row++) {
            double along = (double) row / rows * (count - 1);
            curve(at, along);
            curve(before, Math.max(0, along - 0.05));
            curve(after, Math.min(count - 1, along + 0.05));
            double alongX = after[0] - before[0];
            double alongY = after[1] - before[1];
            double alongZ = after[2] - before[2];
            double scale =
                    1 / Math.sqrt(alongX * alongX + alongY * alongY + alongZ * alongZ + 1e-18);
            alongX *= scale;
            alongY *= scale;
            alongZ *= scale;
            // The side of the ring before, made square to the line again: no twist.
            double lean = sideX * alongX + sideY * alongY + sideZ * alongZ;
            sideX -= lean * alongX;
            sideY -= lean * alongY;
            sideZ -= lean * alongZ;
            scale = 1 / Math.sqrt(sideX * sideX + sideY * sideY + sideZ * sideZ + 1e-18);
            sideX *= scale;
            sideY *= scale;
            sideZ *= scale;
            double topX = alongY * sideZ - alongZ * sideY;
            double topY = alongZ * sideX - alongX * sideZ;
            double topZ = alongX * sideY - alongY * sideX;
            for (int column = 0; column <= columns; column++) {
                double aside = at[3] * ringSin[column];
                double up = -at[4] * ringCos[column];
                int vertex = row * (columns + 1) + column;
                mesh.x[vertex] = (float) (at[0] + aside * sideX + up * topX);
                mesh.y[vertex] = (float) (at[1] + aside * sideY + up * topY);
                mesh.z[vertex] = (float) (at[2] + aside * sideZ + up * topZ);
            }
        }
        mesh.computeNormals();
        for (int row = 0; row <= rows; row++) {
            mesh.joinNormals(row * (columns + 1), row * (columns + 1) + columns);
        }
        mesh.normalise();
    }

    /** The curve of Catmull and Rom through the knots. */
    private void curve(double[] result, double along) {
        int knot = Math.min(count - 2, (int) along);
        double t = along - knot;
        int p0 = 5 * Math.max(0, knot - 1);
        int p1 = 5 * knot;
        int p2 = 5 * (knot + 1);
        int p3 = 5 * Math.min(count - 1, knot + 2);
        double t2 = t * t;
        double t3 = t2 * t;
        double w0 = -0.5 * t3 + t2 - 0.5 * t;
        double w1 = 1.5 * t3 - 2.5 * t2 + 1;
        double w2 = -1.5 * t3 + 2 * t2 + 0.5 * t;
        double w3 = 0.5 * t3 - 0.5 * t2;
        for (int i = 0; i < 5; i++) {
            result[i] =
                    w0 * knots[p0 + i]
                            + w1 * knots[p1 + i]
                            + w2 * knots[p2 + i]
                            + w3 * knots[p3 + i];
        }
        result[3] = Math.max(0.001, result[3]);
        result[4] = Math.max(0.001, result[4]);
    }
}
