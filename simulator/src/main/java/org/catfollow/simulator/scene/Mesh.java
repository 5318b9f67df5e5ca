package org.catfollow.simulator.scene;

/**
 * Triangles with one texture, lit at their corners. Corners may be moved from frame to frame; nothing
 * is allocated then. Seen from the side from which a triangle's corners run counter-clockwise.
 */
public final class Mesh {
    /** Coordinates, metres. */
    public final float[] x;

    /** See {@link #x}. */
    public final float[] y;

    /** See {@link #x}. */
    public final float[] z;

    /** Normals of length 1. */
    public final float[] normalX;

    /** See {@link #normalX}. */
    public final float[] normalY;

    /** See {@link #normalX}. */
    public final float[] normalZ;

    /** Places in the texture; 0..1 is the whole of it. */
    public final float[] u;

    /** See {@link #u}. */
    public final float[] v;

    /** Light, 0..256. */
    public final float[] light;

    /** Three corners for each triangle. */
    public final int[] corners;

    private final Texture texture;

    /** Makes room for corners and triangles. */
    public Mesh(int vertices, int triangles, Texture texture) {
        x = new float[vertices];
        y = new float[vertices];
        z = new float[vertices];
        normalX = new float[vertices];
        normalY = new float[vertices];
        normalZ = new float[vertices];
        u = new float[vertices];
        v = new float[vertices];
        light = new float[vertices];
        corners = new int[3 * triangles];
        this.texture = texture;
    }

    /**
     * Makes a grid of rows by columns of squares, each of two triangles; u runs over the columns, v over
     * the rows. Its corners' index is {@code row * (columns + 1) + column}.
     */
    public static Mesh grid(int rows, int columns, Texture texture) {
        Mesh mesh = new Mesh((rows + 1) * (columns + 1), 2 * rows * columns, texture);
        int at = 0;
        for (int row = 0; row <= rows; row++) {
            for (int column = 0; column <= columns; column++) {
                int vertex = row * (columns + 1) + column;
                mesh.u[vertex] = (float) column / columns;
                mesh.v[vertex] = (float) row / rows;
                if (row < rows && column < columns) {
                    int below = vertex + columns + 1;
                    mesh.corners[at++] = vertex;
                    mesh.corners[at++] = vertex + 1;
                    mesh.corners[at++] = below + 1;
                    mesh.corners[at++] = vertex;
                    mesh.corners[at++] = below + 1;
                    mesh.corners[at++] = below;
                }
            }
        }
        return mesh;
    }

    /** Returns how many corners there are. */
    public int vertices() {
        return x.length;
    }

    /** Returns what is painted on it. */
    public Texture texture() {
        return texture;
    }

    /** Works the normals out again, from the triangles; corners at one place share theirs on a seam. */
    public void computeNormals() {
        for (int i = 0; i < x.length; i++) {
            normalX[i] = 0;
            normalY[i] = 0;
            normalZ[i] = 0;
        }
        for (int i = 0; i < corners.length; i += 3) {
            addFace(corners[i], corners[i + 1], corners[i + 2]);
        }
    }

    private void addFace(int a, int b, int c) {
        float abX = x[b] - x[a];
        float abY = y[b] - y[a];
        float abZ = z[b] - z[a];
        float acX = x[c] - x[a];
        float acY = y[c] - y[a];
        float acZ = z[c] - z[a];
        addNormal(a, b, c, abY * acZ - abZ * acY, abZ * acX - abX * acZ, abX * acY - abY * acX);
    }

    private void addNormal(int a, int b, int c, float faceX, float faceY, float faceZ) {
        normalX[a] += faceX;
        normalY[a] += faceY;
        normalZ[a] += faceZ;
        normalX[b] += faceX;
        normalY[b] += faceY;
        normalZ[b] += faceZ;
        normalX[c] += faceX;
        normalY[c] += faceY;
        normalZ[c] += faceZ;
    }

    /** Adds up the normals of two corners at the same place, so that no seam shows. */
    public void joinNormals(int a, int b) {
        float sumX = normalX[a] + normalX[b];
        float sumY = normalY[a] + normalY[b];
        float sumZ = normalZ[a] + normalZ[b];
        normalX[a] = sumX;
        normalY[a] = sumY;
        normalZ[a] = sumZ;
        normalX[b] = sumX;
        normalY[b] = sumY;
        normalZ[b] = sumZ;
    }

    /** Brings all normals to length 1. */
    public void normalise() {
        for (int i = 0; i < x.length; i++) {
            float squared =
                    normalX[i] * normalX[i] + normalY[i] * normalY[i] + normalZ[i] * normalZ[i];
            float scale = squared > 0 ? 1 / (float) Math.sqrt(squared) : 0;
            normalX[i] *= scale;
            normalY[i] *= scale;
            normalZ[i] *= scale;
        }
    }
}
