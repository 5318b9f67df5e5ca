package org.catfollow.planted.one;

/** Breaks a rule, for the test of the rule: one knows two, and two knows one. */
public final class Planted {
    private Planted() {}

    static Class<?> other() {
        return org.catfollow.planted.two.Planted.class;
    }
}
