package org.catfollow.detector.decode;

/**
 * The end of one kind of model: knows what its outputs mean and offers what they hold as boxes. One
 * thread; allocates nothing after construction.
 *
 * <p>An implementation leaves out rows whose class is not wanted or whose score is too low. It need
 * not look at whether a box makes sense: {@link CandidateBoxes} does that for all.
 */
public interface DetectionHead {
    /** Offers each box that the model's last run put out. */
    void offerTo(CandidateBoxes candidates);

    /**
     * Returns whether one thing may come as many boxes, of which the best has to be chosen; a model
     * that chose by itself gives false.
     */
    boolean repeatsItself();
}
