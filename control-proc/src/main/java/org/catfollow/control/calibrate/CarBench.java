package org.catfollow.control.calibrate;

import org.catfollow.shm.commands.CalibrationPart;

/** The person and the car, as the dialogue has them. */
interface CarBench {
    /** Says a line to the person. */
    void say(String line);

    /**
     * Has the car show a part's value until the person types a key.
     *
     * <p>Wheels turn for two seconds at most, and then stand until the next key.
     *
     * @param part NONE for nothing: the car is held, and stands
     * @return the key, lower case, {@code '\n'} for Enter
     * @throws TrialRefused when the car does not show it; never for NONE
     */
    char key(CalibrationPart part, double value);

    /** Returns the line that the person types after a question, while the car is held. */
    String line(String question);

    /**
     * Has both motors drive straight ahead, percent of the full speed, and then stand; two seconds at
     * most.
     *
     * @throws TrialRefused when the car does not
     */
    void drive(double percent, long millis);

    /** Returns the floor sensors' readings, left to right, 0 to 4095; null when there are none. */
    int[] floor();
}
