package org.catfollow.shm.killing;

/**
 * One call by which production code changes something that outlives the process: a store into the
 * region, a fence, a call of the C library, a change of a file, a mapping.
 *
 * @param place class and method that calls
 * @param call class and method called
 */
public record Step(String place, String call) {
    @Override
    public String toString() {
        return place + " -> " + call;
    }
}
