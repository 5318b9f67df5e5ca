package org.catfollow.simulator.dataset;

/**
 * From where to where chance reaches.
 *
 * @param least the lower end
 * @param most the upper end, not below it
 */
record Range(double least, double most) {
    Range {
        if (!(least <= most)) {
            throw new IllegalArgumentException(least + " is over " + most);
        }
    }

    static Range of(double least, double most) {
        return new Range(least, most);
    }

    static Range only(double value) {
        return new Range(value, value);
    }
}
