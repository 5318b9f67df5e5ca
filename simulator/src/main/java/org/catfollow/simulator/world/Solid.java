package org.catfollow.simulator.world;

/**
 * A part of a piece of furniture, in the piece's own frame: x towards its front, y to its left, z up,
 * metres from the middle of its footprint.
 *
 * @param form the shape inside the bounds
 * @param finish what it is made of
 * @param minX bound
 * @param maxX bound
 * @param minY bound
 * @param maxY bound
 * @param minZ bound
 * @param maxZ bound
 */
public record Solid(
        Form form,
        Finish finish,
        double minX,
        double maxX,
        double minY,
        double maxY,
        double minZ,
        double maxZ) {
    /** The shape of a part. */
    public enum Form {
        /** Fills its bounds. */
        BOX,
        /** A box with soft corners. */
        CUSHION,
        /** Round, upright. */
        CYLINDER,
        /** Round, upright, narrower at its top. */
        SHADE,
        /** Round, upright, wider at its top. */
        POT,
        /** A bunch of leaves; light and cats pass. */
        LEAVES,
        /** Flat on the floor, no obstacle. */
        MAT
    }

    /** What a part is made of. */
    public enum Finish {
        /** Woven, in the piece's colour. */
        CLOTH,
        /** Grained, in the piece's colour. */
        WOOD,
        /** Smooth, in the piece's colour. */
        PLAIN,
        /** Smooth and dark. */
        DARK,
        /** Backs of books. */
        BOOKS,
        /** Fired clay. */
        CLAY,
        /** Leaves. */
        LEAF,
        /** A rug's pattern. */
        RUG
    }

    /** Returns whether it keeps a walker of this height from passing. */
    public boolean blocks(double walkerHeight) {
        return form != Form.MAT && form != Form.LEAVES && minZ < walkerHeight && maxZ > 0.03;
    }

    /** Returns whether it keeps light off what is behind. */
    public boolean casts() {
        return form != Form.MAT && form != Form.LEAVES;
    }
}
