package org.catfollow.runtime.standin;

/** What is wrong with the analogue inputs. The ordinal is what the file holds. */
public enum AnalogFault {
    /** Nothing. */
    NONE,
    /** Each reading is any number from 0 to 4095. */
    GARBAGE,
    /** A read is not acknowledged. */
    FAILS
}
