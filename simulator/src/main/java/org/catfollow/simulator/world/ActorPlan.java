package org.catfollow.simulator.world;

/**
 * A cat, or something that is none, and how it behaves.
 *
 * @param kind what it is
 * @param coat how a cat is coloured; {@link Coat#ANY} lets the seed choose
 * @param start how its start place is found
 * @param x start place for {@link Start#HERE}, metres
 * @param y start place for {@link Start#HERE}, metres
 * @param headingDegrees start heading for {@link Start#HERE}, counter-clockwise
 * @param behaviour what it does when nobody disturbs it
 * @param walkSpeed metres a second
 * @param fleeDistance it runs from the robot nearer than this, metres; 0: it never runs
 * @param heightMetres at the shoulder for an animal, overall for a thing
 */
public record ActorPlan(
        Kind kind,
        Coat coat,
        Start start,
        double x,
        double y,
        double headingDegrees,
        Behaviour behaviour,
        double walkSpeed,
        double fleeDistance,
        double heightMetres) {
    /** What an actor is. */
    public enum Kind {
        /** What the robot looks for. */
        CAT(true, 0.25),
        /** An animal that is no cat. */
        DOG(true, 0.42),
        /** Of two colours. */
        BALL(false, 0.16),
        /** Of cloth, about as large as a cat that lies. */
        CUSHION(false, 0.14);

        private final boolean animal;
        private final double heightMetres;

        Kind(boolean animal, double heightMetres) {
            this.animal = animal;
            this.heightMetres = heightMetres;
        }

        /** Returns whether it has legs. */
        public boolean animal() {
            return animal;
        }

        /** Returns the usual height, metres: an animal's at the shoulder. */
        public double heightMetres() {
            return heightMetres;
        }
    }

    /** How a cat is coloured. */
    public enum Coat {
        /** The seed chooses. */
        ANY,
        /** Grey-brown with black stripes. */
        TABBY,
        /** Orange with darker stripes. */
        GINGER,
        /** Black with white chest, paws and muzzle. */
        TUXEDO,
        /** Black. */
        BLACK,
        /** Blue-grey. */
        GREY,
        /** White with orange and black patches. */
        CALICO
    }

    /** How the start place is found. */
    public enum Start {
        /** At the place given. */
        HERE,
        /** Somewhere free; the seed chooses. */
        ANYWHERE,
        /** Somewhere free that the robot's camera does not see at its start; the seed chooses. */
        OUT_OF_SIGHT
    }

    /** What an actor does when nobody disturbs it. */
    public enum Behaviour {
        /** Walks about, sits, lies, walks on. */
        WANDER,
        /** Sits where it is. */
        SIT,
        /** Lies where it is. */
        LIE,
        /** Stands where it is. */
        STAND
    }
}
