package org.catfollow.simulator.body;

import org.catfollow.simulator.life.Actor;
import org.catfollow.simulator.life.Angles;
import org.catfollow.simulator.scene.Mesh;
import org.catfollow.simulator.scene.Scene;
import org.catfollow.simulator.world.ActorPlan;

/**
 * A cat or a dog: torso, head, four legs and a tail around a skeleton that is worked out anew for each
 * picture from what the animal does.
 */
final class QuadrupedBody extends Body {
    private static final int LEGS = 4;
    private static final int TORSO = 0;
    private static final int TAIL = 1;
    private static final int SKULL = 2;
    private static final int EARS = 3;
    private static final int FIRST_LEG = 5;

    /** Part of a stride during which a foot stands. */
    private static final double DUTY = 0.62;

    private static final double STRIDE = 0.34;

    /** When in a stride each leg begins: hind left, front left, hind right, front right. */
    private static final double[] OFFSETS = {0, 0.25, 0.5, 0.75};

    private final boolean cat;
    private final Stance stands;
    private final Stance sits;
    private final Stance lies;
    private final Stance now = new Stance();
    private final Tube torso;
    private final Tube tail;
    private final Tube[] legs = new Tube[LEGS];
    private final Head head;
    private double legWeight;

    QuadrupedBody(Actor actor, Scene scene, Pelt pelt) {
        super(actor, scene);
        cat = actor.kind() == ActorPlan.Kind.CAT;
        stands = cat ? Stance.catStands() : Stance.dogStands();
        sits = cat ? Stance.catSits() : Stance.dogSits();
        lies = cat ? Stance.catLies() : Stance.dogLies();
        torso = new Tube(26, 20, pelt.torso());
        tail = new Tube(16, 8, pelt.tail());
        for (int i = 0; i < LEGS; i++) {
            legs[i] = new Tube(15, 10, pelt.leg());
        }
        head = new Head(cat, pelt.face(), pelt.ear());
    }

    @Override
    public int meshes() {
        return FIRST_LEG + LEGS;
    }

    @Override
    public Mesh mesh(int index) {
        return switch (index) {
            case TORSO -> torso.mesh;
            case TAIL -> tail.mesh;
            case SKULL -> head.skull();
            case EARS, EARS + 1 -> head.ear(index - EARS);
            default -> legs[index - FIRST_LEG].mesh;
        };
    }

    @Override
    public void update(double cameraX, double cameraY) {
        Actor actor = actor();
        double sitting = smooth(actor.sitting());
        double lying = smooth(actor.lying());
        double scale = Math.max(1, sitting + lying);
        now.mix(stands, 1 - (sitting + lying) / scale, sits, sitting / scale, lies, lying / scale);
        legWeight = 1 - sitting - lying;
        begin(actor.headingDegrees());
        shapeTorso();
        shapeTail(actor.seconds());
        head.shape(now.headX, 0, headZ(), actor.lookDegrees(), now.headPitch);
        for (int i = 0; i < LEGS; i++) {
            boolean left = i < 2;
            if (i % 2 == 0) {
                hindLeg(legs[i], left ? 1 : -1, i);
            } else {
                frontLeg(legs[i], left ? 1 : -1, i);
            }
        }
        for (int i = 0; i < meshes(); i++) {
            finish(mesh(i), actor.scale());
        }
        shadows(actor.scale());
    }

    private static double smooth(double part) {
        return part * part * (3 - 2 * part);
    }

    private void shadows(double scale) {
        double radius = 0.10 * scale;
        shadow(now.hipX * scale, 0, now.hipZ * 0.55 * scale, radius, 0.42);
        shadow(
                (now.hipX + now.chestX) / 2 * scale,
                0,
                (now.hipZ + now.chestZ) * 0.27 * scale,
                radius,
                0.38);
        shadow(now.chestX * scale, 0, now.chestZ * 0.5 * scale, radius, 0.38);
        shadow(now.headX * scale, 0, now.headZ * 0.8 * scale, 0.06 * scale, 0.2);
        for (int i = 0; i < LEGS; i++) {
            int side = i < 2 ? 1 : -1;
            double x = i % 2 == 0 ? now.hindX : now.frontX;
            double y = side * (i % 2 == 0 ? now.hindY : now.frontY);
            shadow((x + footX(i)) * scale, y * scale, 0, 0.045 * scale, 0.4);
        }
    }

    /** The two steps of a stride make the body nod a little. */
    private double headZ() {
        return now.headZ + 0.005 * moving() * Angles.sin(4 * Math.PI * actor().stride());
    }

    private double moving() {
        return Math.min(1, actor().speed() / (0.15 * actor().scale()));
    }

    private void shapeTorso() {
        double alongX = now.chestX - now.hipX;
        double alongZ = now.chestZ - now.hipZ;
        double length = Math.sqrt(alongX * alongX + alongZ * alongZ);
        alongX /= length;
        alongZ /= length;
        double breath = 1 + 0.015 * Angles.sin(actor().seconds() * 3.2);
        double slim = cat ? 1 : 1.06;
        // The back of an animal that sits is round: its middle stands off the straight line.
        double round = 0.022 * (1 - Math.abs(legWeight));
        torso.begin();
        torso.knot(now.hipX - 0.064 * alongX, 0, now.hipZ - 0.064 * alongZ - 0.004, .001, .001);
        torso.knot(now.hipX - 0.047 * alongX, 0, now.hipZ - 0.047 * alongZ, .036, .041);
        torso.knot(now.hipX, 0, now.hipZ, .055 * slim, .061 * slim);
        between(0.33, alongX, alongZ, length, round, .058 * breath * slim, .061 * slim);
        between(0.66, alongX, alongZ, length, round, .058 * breath * slim, .064 * slim);
        torso.knot(now.chestX, 0, now.chestZ, .052 * slim, .064 * slim);
        double neckX = now.headX - now.chestX;
        double neckZ = now.headZ - now.chestZ;
        double neck = cat ? 1 : 1.15;
        torso.knot(
                now.chestX + 0.50 * neckX, 0, now.chestZ + 0.46 * neckZ, .042 * neck, .047 * neck);
        torso.knot(
                now.chestX + 0.82 * neckX, 0, now.chestZ + 0.80 * neckZ, .035 * neck, .037 * neck);
        torso.knot(now.headX - 0.005, 0, now.headZ, .016, .016);
        torso.shape(0, 1, 0);
    }

    private void between(
            double part,
            double alongX,
            double alongZ,
            double length,
            double round,
            double broad,
            double deep) {
        torso.knot(
                now.hipX + part * length * alongX - round * alongZ,
                0,
                now.hipZ + part * length * alongZ + round * alongX - 0.006 * legWeight,
                broad,
                deep);
    }

    private void shapeTail(double seconds) {
        double wave = Angles.sin(seconds * (cat ? 1.7 : 9)) * (cat ? 16 : 22);
        double lift = Math.toRadians(now.tailLift);
        double bend = Math.toRadians(now.tailBend);
        double side = Math.toRadians(now.tailSide);
        double sway = Math.toRadians(wave) * (0.3 + 0.7 * Math.abs(legWeight));
        double x = now.hipX - 0.045;
        double y = 0;
        double z = now.hipZ + 0.03 * Math.max(0, legWeight);
        double segment = (cat ? 0.285 : 0.20) / 7;
        tail.begin();
        for (int i = 0; i <= 7; i++) {
            double part = i / 7.0;
            double thick = cat ? 0.0165 - 0.005 * part : 0.019 - 0.010 * part;
            double radius = i == 7 ? 0.001 : thick;
            tail.knot(x, y, Math.max(radius, z), radius, radius);
            double up = lift + bend * part;
            double aside = side * part + sway * part;
            x -= segment * Angles.cos(up) * Angles.cos(aside);
            y += segment * Angles.cos(up) * Angles.sin(aside);
            z += segment * Angles.sin(up);
        }
        tail.shape(0, -1, 0);
    }

    /** Where a foot is, before or behind its place in the stance. */
    private double footX(int leg) {
        double part = phase(leg);
        double reach = STRIDE * DUTY * moving();
        if (part < DUTY) {
            return reach * (0.5 - part / DUTY);
        }
        return reach * (smooth((part - DUTY) / (1 - DUTY)) - 0.5);
    }

    private double footZ(int leg) {
        double part = phase(leg);
        return part < DUTY
                ? 0
                : 0.035 * moving() * Angles.sin(Math.PI * (part - DUTY) / (1 - DUTY));
    }

    private double phase(int leg) {
        double phase = actor().stride() + OFFSETS[leg];
        return phase - Math.floor(phase);
    }

    private void frontLeg(Tube leg, int side, int index) {
        double thick = cat ? 1 : 1.1;
        double footX = now.frontX + footX(index) * legWeight;
        double footZ = footZ(index) * legWeight;
        double y = side * now.frontY;
        double shoulderX = now.chestX + 0.004;
        double shoulderZ = now.chestZ - 0.008;
        double wristX = footX - 0.012;
        double wristZ = footZ + 0.030;
        // The elbow points backward; how far, two bones of equal length say.
        double spanX = wristX - shoulderX;
        double spanZ = wristZ - shoulderZ;
        double span = Math.sqrt(spanX * spanX + spanZ * spanZ);
        double bone = 0.102;
        double out = Math.sqrt(Math.max(0, bone * bone - span * span / 4));
        double elbowX = shoulderX + spanX / 2 + out * spanZ / span;
        double elbowZ = Math.max(0.02, shoulderZ + spanZ / 2 - out * spanX / span);
        leg.begin();
        leg.knot(shoulderX, y * 0.72, shoulderZ + 0.022, .018, .022);
        leg.knot(shoulderX, y * 0.88, shoulderZ - 0.016, .026 * thick, .034 * thick);
        leg.knot(elbowX, y, elbowZ, .020 * thick, .024 * thick);
        leg.knot((elbowX + wristX) / 2, y, (elbowZ + wristZ) / 2, .0160 * thick, .0175 * thick);
        leg.knot(wristX, y, wristZ, .0150 * thick, .0150 * thick);
        paw(leg, footX, y, footZ, thick);
    }

    private void paw(Tube leg, double footX, double y, double footZ, double thick) {
        leg.knot(footX + 0.004, y, footZ + 0.0135, .0175 * thick, .0145 * thick);
        leg.knot(footX + 0.022, y, footZ + 0.0115, .0165 * thick, .0115 * thick);
        leg.knot(footX + 0.029, y, footZ + 0.0105, .009 * thick, .007 * thick);
        leg.knot(footX + 0.031, y, footZ + 0.0095, .001, .001);
        leg.shape(0, 1, 0);
    }

    private void hindLeg(Tube leg, int side, int index) {
        double thick = cat ? 1 : 1.05;
        double upright = Math.max(0, Math.min(1, legWeight));
        double footX = now.hindX + footX(index) * legWeight;
        double footZ = footZ(index) * legWeight;
        double y = side * now.hindY;
        double hipX = now.hipX - 0.006;
        double hipZ = now.hipZ + 0.006;
        // On its feet the heel stands high; at rest the whole foot lies on the floor.
        double heelX = footX - 0.030 * upright - 0.085 * (1 - upright);
        double heelZ = footZ + 0.068 * upright + 0.018 * (1 - upright);
        double spanX = heelX - hipX;
        double spanZ = heelZ - hipZ;
        double span = Math.max(0.02, Math.sqrt(spanX * spanX + spanZ * spanZ));
        double bone = 0.100;
        double out = Math.sqrt(Math.max(0, bone * bone - span * span / 4));
        double kneeX = hipX + spanX / 2 - out * spanZ / span;
        double kneeZ = hipZ + spanZ / 2 + out * spanX / span;
        double kneeY = y * (1 + 0.12 * (1 - upright));
        leg.begin();
        leg.knot(hipX - 0.004, y * 0.55, hipZ + 0.030, .022, .030);
        leg.knot(hipX + 0.004, y * 0.80, hipZ - 0.004, .034 * thick, .050 * thick);
        leg.knot(
                hipX + 0.55 * (kneeX - hipX),
                y * 0.95,
                hipZ + 0.55 * (kneeZ - hipZ),
                .033 * thick,
                .047 * thick);
        leg.knot(kneeX, kneeY, kneeZ, .024 * thick, .030 * thick);
        leg.knot((kneeX + heelX) / 2, y, (kneeZ + heelZ) / 2, .018 * thick, .021 * thick);
        leg.knot(heelX, y, heelZ, .0135 * thick, .0145 * thick);
        paw(leg, footX, y, footZ, thick);
    }
}
