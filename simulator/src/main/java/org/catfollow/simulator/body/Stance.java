package org.catfollow.simulator.body;

/**
 * Where the joints of an animal are, in its own frame: x forward, z up, metres for a cat of 0.25 m at
 * the shoulder; its feet stand on z 0. A reusable holder: poses between two are mixed into one.
 */
final class Stance {
    double hipX;
    double hipZ;
    double chestX;
    double chestZ;
    double headX;
    double headZ;

    /** Nose up, degrees. */
    double headPitch;

    double frontX;
    double frontY;
    double hindX;
    double hindY;

    /** Tail at its root, degrees above straight backward, and how it bends on upward, in all. */
    double tailLift;

    double tailBend;

    /** How it bends to its side, degrees in all. */
    double tailSide;

    private static Stance of(double... v) {
        Stance stance = new Stance();
        stance.hipX = v[0];
        stance.hipZ = v[1];
        stance.chestX = v[2];
        stance.chestZ = v[3];
        stance.headX = v[4];
        stance.headZ = v[5];
        stance.headPitch = v[6];
        stance.frontX = v[7];
        stance.frontY = v[8];
        stance.hindX = v[9];
        stance.hindY = v[10];
        stance.tailLift = v[11];
        stance.tailBend = v[12];
        stance.tailSide = v[13];
        return stance;
    }

    static Stance catStands() {
        return of(-.150, .222, .125, .215, .245, .300, 0, .130, .036, -.155, .042, 15, 60, 0);
    }

    static Stance catSits() {
        return of(-.095, .080, .030, .200, .075, .315, -4, .062, .030, .000, .062, -25, 22, 200);
    }

    static Stance catLies() {
        return of(-.130, .078, .110, .090, .205, .182, 0, .225, .042, -.030, .085, -30, 28, 190);
    }

    static Stance dogStands() {
        return of(-.165, .225, .135, .222, .255, .320, -3, .140, .040, -.165, .042, 45, 40, 0);
    }

    static Stance dogSits() {
        return of(-.100, .085, .045, .225, .110, .345, -3, .095, .038, .010, .080, 5, 15, 30);
    }

    static Stance dogLies() {
        return of(-.140, .078, .120, .095, .215, .190, -4, .245, .048, -.030, .090, -10, 10, 40);
    }

    /** Becomes the mean of three, with weights that add up to 1. */
    void mix(Stance a, double weightA, Stance b, double weightB, Stance c, double weightC) {
        hipX = a.hipX * weightA + b.hipX * weightB + c.hipX * weightC;
        hipZ = a.hipZ * weightA + b.hipZ * weightB + c.hipZ * weightC;
        chestX = a.chestX * weightA + b.chestX * weightB + c.chestX * weightC;
        chestZ = a.chestZ * weightA + b.chestZ * weightB + c.chestZ * weightC;
        headX = a.headX * weightA + b.headX * weightB + c.headX * weightC;
        headZ = a.headZ * weightA + b.headZ * weightB + c.headZ * weightC;
        headPitch = a.headPitch * weightA + b.headPitch * weightB + c.headPitch * weightC;
        frontX = a.frontX * weightA + b.frontX * weightB + c.frontX * weightC;
        frontY = a.frontY * weightA + b.frontY * weightB + c.frontY * weightC;
        hindX = a.hindX * weightA + b.hindX * weightB + c.hindX * weightC;
        hindY = a.hindY * weightA + b.hindY * weightB + c.hindY * weightC;
        tailLift = a.tailLift * weightA + b.tailLift * weightB + c.tailLift * weightC;
        tailBend = a.tailBend * weightA + b.tailBend * weightB + c.tailBend * weightC;
        tailSide = a.tailSide * weightA + b.tailSide * weightB + c.tailSide * weightC;
    }
}
