package org.catfollow.cli.doctor;

/**
 * One line of the doctor's.
 *
 * @param verdict how bad it is
 * @param subject what was looked at
 * @param text what was seen and, unless that is well, what to do
 */
public record Finding(Verdict verdict, String subject, String text) {
    /** How bad a finding is. */
    public enum Verdict {
        /** As it should be. */
        OK,
        /** Works, and may not for long. */
        CAREFUL,
        /** Does not work. */
        BAD,
        /** Could not be looked at, and why. */
        UNKNOWN,
        /** This machine has none, and the robot as it is configured needs none. */
        ABSENT
    }

    static Finding ok(String subject, String text) {
        return new Finding(Verdict.OK, subject, text);
    }

    static Finding careful(String subject, String text) {
        return new Finding(Verdict.CAREFUL, subject, text);
    }

    static Finding bad(String subject, String text) {
        return new Finding(Verdict.BAD, subject, text);
    }

    static Finding absent(String subject, String text) {
        return new Finding(Verdict.ABSENT, subject, "not here: " + text);
    }

    /** Returns a thing that is missing: bad where it is needed, else only said. */
    static Finding missing(String subject, boolean needed, String text, String whatToDo) {
        return needed ? bad(subject, text + "; " + whatToDo) : absent(subject, text);
    }

    /** Returns the word that stands before the line. */
    public String word() {
        return switch (verdict) {
            case OK -> "ok";
            case CAREFUL -> "careful";
            case BAD -> "BAD";
            case UNKNOWN -> "unknown";
            case ABSENT -> "-";
        };
    }

    static Finding unknown(String subject, String text) {
        return new Finding(Verdict.UNKNOWN, subject, text);
    }
}
