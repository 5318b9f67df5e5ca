package org.catfollow.tracker.filter;

import java.util.Locale;

/** The visual trackers that can be chosen at run time; {@code --tracker} takes the names in lower case. */
public enum TrackerKind {
    /** Our own correlation filter with scale and colour, a descendant of KCF: {@link CorrelationTracker}. */
    CF,
    /** The classic kernelised correlation filter of 2015, without scale: a plain reference. */
    KCF,
    /** The first of the correlation filters: grey pixels, no features (Bolme et al. 2010). */
    MOSSE,
    /** OpenCV's multiple instance learning (Babenko et al. 2009). */
    MIL,
    /** OpenCV's runner of NanoTrack models; needs two model files. */
    NANO,
    /** OpenCV's runner of VitTrack models; needs a model file. */
    VIT;

    /** Returns the name that users know it by. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
