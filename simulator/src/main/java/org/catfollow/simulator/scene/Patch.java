package org.catfollow.simulator.scene;

/**
 * A flat rectangle with a texture and the light that falls on it, worked out once. Seen from the side
 * to which its normal points.
 *
 * <p>A point on it is {@code origin + s * across + t * upward}, s and t in metres.
 */
public final class Patch {
    /** A corner, metres: x, y, z. */
    final double[] origin;

    /** Unit vectors along the sides. */
    final double[] across;

    final double[] upward;

    /** {@code across} x {@code upward}. */
    final double[] normal;

    final double width;
    final double height;
    final Texture texture;

    /** Times the texture's picture goes into a metre. */
    final double repeatsAcross;

    final double repeatsUpward;

    /** Whether this is floor, on which shadows of actors fall. */
    final boolean floor;

    /** Light that it gives off by itself, 0..1: windows and screens. */
    final float glow;

    /** Light on a grid of points, row by row, 0..256; filled by {@link LightBaker}. */
    final int lightColumns;

    final int lightRows;
    final float[] light;

    private Patch(Builder builder, double spacingMetres) {
        origin = builder.origin;
        across = unit(builder.acrossSide);
        upward = unit(builder.upwardSide);
        normal = cross(across, upward);
        width = length(builder.acrossSide);
        height = length(builder.upwardSide);
        texture = builder.texture;
        repeatsAcross = builder.fitted ? 1 / width : 1 / builder.tileMetres;
        repeatsUpward = builder.fitted ? 1 / height : 1 / builder.tileMetres;
        floor = builder.floor;
        glow = builder.glow;
        lightColumns = Math.max(2, (int) Math.ceil(width / spacingMetres) + 1);
        lightRows = Math.max(2, (int) Math.ceil(height / spacingMetres) + 1);
        light = new float[lightColumns * lightRows];
    }

    /** A patch as it was: vectors of three coordinates each, and a grid of light. */
    Patch(
            double[][] vectors,
            double width,
            double height,
            Texture texture,
            double repeatsAcross,
            double repeatsUpward,
            boolean floor,
            float glow,
            int lightColumns,
            float[] light) {
        origin = vectors[0];
        across = vectors[1];
        upward = vectors[2];
        normal = vectors[3];
        this.width = width;
        this.height = height;
        this.texture = texture;
        this.repeatsAcross = repeatsAcross;
        this.repeatsUpward = repeatsUpward;
        this.floor = floor;
        this.glow = glow;
        this.lightColumns = lightColumns;
        this.lightRows = light.length / lightColumns;
        this.light = light;
    }

    /** Collects what a patch is made of. */
    static final class Builder {
        private final double[] origin;
        private final double[] acrossSide;
        private final double[] upwardSide;
        private Texture texture;
        private double tileMetres;
        private boolean fitted;
        private boolean floor;
        private float glow;

        /** Starts from a corner and two sides, metres; seen from the side of their cross product. */
        Builder(double[] origin, double[] acrossSide, double[] upwardSide) {
            this.origin = origin;
            this.acrossSide = acrossSide;
            this.upwardSide = upwardSide;
        }

        Builder tiled(Texture picture, double everyMetres) {
            texture = picture;
            tileMetres = everyMetres;
            return this;
        }

        Builder fitted(Texture picture) {
            texture = picture;
            fitted = true;
            return this;
        }

        Builder asFloor() {
            floor = true;
            return this;
        }

        Builder glowing(float strength) {
            glow = strength;
            return this;
        }

        Patch build(double lightSpacingMetres) {
            return new Patch(this, lightSpacingMetres);
        }
    }

    /** Returns the corner's coordinate: 0 x, 1 y, 2 z, metres. */
    public double origin(int axis) {
        return origin[axis];
    }

    /** Returns a coordinate of the unit vector along the width. */
    public double across(int axis) {
        return across[axis];
    }

    /** Returns a coordinate of the unit vector along the height. */
    public double upward(int axis) {
        return upward[axis];
    }

    /** Returns a coordinate of the normal. */
    public double normal(int axis) {
        return normal[axis];
    }

    /** Returns the length along {@link #across}, metres. */
    public double width() {
        return width;
    }

    /** Returns the length along {@link #upward}, metres. */
    public double height() {
        return height;
    }

    /** Returns what is painted on it. */
    public Texture texture() {
        return texture;
    }

    /** Returns how often the texture's picture goes into a metre of the width. */
    public double repeatsAcross() {
        return repeatsAcross;
    }

    /** Returns how often the texture's picture goes into a metre of the height. */
    public double repeatsUpward() {
        return repeatsUpward;
    }

    /** Returns whether actors throw shadows on it. */
    public boolean isFloor() {
        return floor;
    }

    /** Returns the columns of the grid of light. */
    public int lightColumns() {
        return lightColumns;
    }

    /** Returns the rows of the grid of light. */
    public int lightRows() {
        return lightRows;
    }

    /** Returns the light at the points of the grid, 0..256, rows packed; not to be changed. */
    public float[] light() {
        return light;
    }

    static double[] cross(double[] a, double[] b) {
        return new double[] {
            a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
        };
    }

    private static double length(double[] vector) {
        return Math.sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]);
    }

    private static double[] unit(double[] vector) {
        double length = length(vector);
        return new double[] {vector[0] / length, vector[1] / length, vector[2] / length};
    }
}
