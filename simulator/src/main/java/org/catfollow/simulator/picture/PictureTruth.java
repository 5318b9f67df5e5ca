package org.catfollow.simulator.picture;

import org.catfollow.simulator.world.ActorPlan;
import org.catfollow.simulator.world.World;

/**
 * What is really in a picture. Filled by {@link Renderer} from the very pixels it drew; a reusable
 * holder for one thread, and nothing is allocated to fill it.
 */
public final class PictureTruth {
    /** One actor. Boxes are pixels from the picture's upper left corner. */
    public static final class Sighting {
        /** What it is. */
        public ActorPlan.Kind kind = ActorPlan.Kind.CAT;

        /** The actor's place in the world's description, among all actors. */
        public int actorIndex;

        /** Pixels of the picture that show it; 0: it is not seen, and {@code x} to {@code height} are 0. */
        public int pixels;

        /** The tight box around those pixels. */
        public float x;

        /** See {@link #x}. */
        public float y;

        /** See {@link #x}. */
        public float width;

        /** See {@link #x}. */
        public float height;

        /** The box if nothing hid it; it may go beyond the picture. All 0 when it is behind the camera. */
        public float wholeX;

        /** See {@link #wholeX}. */
        public float wholeY;

        /** See {@link #wholeX}. */
        public float wholeWidth;

        /** See {@link #wholeX}. */
        public float wholeHeight;

        /** Part of what lies within the picture's borders that nothing else hides, 0..1. */
        public float visibleFraction;

        /** Part of the whole box that lies within the picture's borders, 0..1. */
        public float insideFraction;

        /** From below the lens to the middle of the actor, along the floor, metres. */
        public float distanceMetres;

        /** Where it is, metres forward of the robot's start. */
        public double worldX;

        /** Where it is, metres to the left of the robot's start. */
        public double worldY;

        /** Where its body points, degrees counter-clockwise. */
        public double worldHeadingDegrees;
    }

    private final Sighting[] cats = new Sighting[World.MOST_CATS];
    private final Sighting[] decoys = new Sighting[World.MOST_DECOYS];
    private int catCount;
    private int decoyCount;

    /** Makes an empty holder. */
    public PictureTruth() {
        for (int i = 0; i < cats.length; i++) {
            cats[i] = new Sighting();
        }
        for (int i = 0; i < decoys.length; i++) {
            decoys[i] = new Sighting();
        }
    }

    void clear() {
        catCount = 0;
        decoyCount = 0;
    }

    Sighting next(ActorPlan.Kind kind) {
        return kind == ActorPlan.Kind.CAT ? cats[catCount++] : decoys[decoyCount++];
    }

    /** Returns how many cats the world has, seen or not. */
    public int cats() {
        return catCount;
    }

    /** Returns a cat, in the order of the world's description. */
    public Sighting cat(int index) {
        return cats[index];
    }

    /** Returns how many decoys the world has, seen or not. */
    public int decoys() {
        return decoyCount;
    }

    /** Returns a decoy, in the order of the world's description. */
    public Sighting decoy(int index) {
        return decoys[index];
    }
}
