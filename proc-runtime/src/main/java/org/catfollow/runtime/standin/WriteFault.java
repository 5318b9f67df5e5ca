package org.catfollow.runtime.standin;

/** Which writes the HAT does not acknowledge. The ordinal is what the file holds. */
public enum WriteFault {
    /** None: healthy. */
    NONE,
    /** Those to the two motors' pulse registers. */
    MOTORS,
    /** All, reads of analogue inputs too. */
    ALL
}
