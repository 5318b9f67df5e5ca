package org.catfollow.deploy.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * A rule of the house, and classes that break it.
 *
 * @param name what it says, in a few words
 * @param rule as ArchUnit checks it
 * @param forbidden what its message must name when the planted classes are checked
 * @param planted classes of this module's tests that break it
 */
record Rule(String name, ArchRule rule, String forbidden, List<Class<?>> planted) {
    Rule(String name, ArchRule rule, String forbidden, Class<?>... planted) {
        this(name, rule, forbidden, List.of(planted));
    }

    @Override
    public String toString() {
        return name;
    }
}
