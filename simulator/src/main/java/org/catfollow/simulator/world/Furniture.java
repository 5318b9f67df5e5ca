package org.catfollow.simulator.world;

/**
 * A piece of furniture on the floor.
 *
 * @param kind what it is
 * @param x its middle, metres forward of the robot's start
 * @param y its middle, metres to the left
 * @param turnedDegrees counter-clockwise; at 0 its front looks along x
 * @param depth metres along its front's direction
 * @param width metres from side to side
 * @param height metres
 * @param colour 0xRRGGBB
 */
public record Furniture(
        Kind kind,
        double x,
        double y,
        double turnedDegrees,
        double depth,
        double width,
        double height,
        int colour) {
    /** The kinds there are, with the size and colour they have when nothing is said. */
    public enum Kind {
        /** Seat for three, with cushions. */
        SOFA(0.90, 2.00, 0.80, 0x6F8599),
        /** Seat for one. */
        ARMCHAIR(0.85, 0.85, 0.85, 0xB07A4A),
        /** Four legs and a top: a cat walks through below. */
        TABLE(0.80, 1.40, 0.74, 0x9C6B3E),
        /** Four legs, a seat and a back. */
        CHAIR(0.45, 0.42, 0.90, 0xA9784A),
        /** A bookcase. */
        SHELF(0.30, 1.00, 1.80, 0xD8CDBB),
        /** A low cupboard with doors. */
        SIDEBOARD(0.42, 1.50, 0.50, 0xE4DFD6),
        /** A screen on a foot that stands on the floor. */
        TELEVISION(0.25, 1.10, 1.15, 0x202224),
        /** Leaves in a pot. */
        PLANT(0.50, 0.50, 1.10, 0x4E8A3C),
        /** A shade on a pole; gives no light by day. */
        LAMP(0.40, 0.40, 1.55, 0xEADBB8),
        /** Lies flat; everyone walks on it. */
        RUG(1.40, 2.00, 0.01, 0xA8473C),
        /** A plain box. */
        BOX(0.40, 0.50, 0.35, 0xB58C5A);

        private final double depth;
        private final double width;
        private final double height;
        private final int colour;

        Kind(double depth, double width, double height, int colour) {
            this.depth = depth;
            this.width = width;
            this.height = height;
            this.colour = colour;
        }

        /** Returns the usual depth, metres. */
        public double depth() {
            return depth;
        }

        /** Returns the usual width, metres. */
        public double width() {
            return width;
        }

        /** Returns the usual height, metres. */
        public double height() {
            return height;
        }

        /** Returns the usual colour, 0xRRGGBB. */
        public int colour() {
            return colour;
        }
    }

    /** Makes a piece of the usual size and colour. */
    public static Furniture usual(Kind kind, double x, double y, double turnedDegrees) {
        return new Furniture(
                kind, x, y, turnedDegrees, kind.depth, kind.width, kind.height, kind.colour);
    }
}
