package org.catfollow.simulator.picture;

import java.util.List;
import org.catfollow.simulator.scene.Patch;

/**
 * Patches in the order in which they are best drawn: near ones hide parts of far ones, which then need
 * not be drawn; what lies on the floor comes last. Kept from picture to picture, in which little changes.
 */
final class NearFirst {
    private static final float LAST = 1e9f;

    private final Patch[] patches;
    private final float[] distances;

    NearFirst(List<Patch> all) {
        patches = all.toArray(new Patch[0]);
        distances = new float[patches.length];
    }

    /** Sorts by insertion: nearly in order already. */
    void sort(Pinhole camera) {
        for (int i = 0; i < patches.length; i++) {
            Patch patch = patches[i];
            float distance = patch.isFloor() ? LAST : distance(patch, camera);
            int at = i;
            while (at > 0 && distances[at - 1] > distance) {
                distances[at] = distances[at - 1];
                patches[at] = patches[at - 1];
                at--;
            }
            distances[at] = distance;
            patches[at] = patch;
        }
    }

    int size() {
        return patches.length;
    }

    Patch get(int index) {
        return patches[index];
    }

    /** Squared, to the middle. */
    private static float distance(Patch patch, Pinhole camera) {
        double halfWidth = patch.width() / 2;
        double halfHeight = patch.height() / 2;
        double x = middle(patch, 0, halfWidth, halfHeight) - camera.x;
        double y = middle(patch, 1, halfWidth, halfHeight) - camera.y;
        double z = middle(patch, 2, halfWidth, halfHeight) - camera.z;
        return (float) (x * x + y * y + z * z);
    }

    private static double middle(Patch patch, int axis, double halfWidth, double halfHeight) {
        return patch.origin(axis)
                + halfWidth * patch.across(axis)
                + halfHeight * patch.upward(axis);
    }
}
