package org.catfollow.runtime.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a setting's value looks like, as far as it can be told without the process that reads it. */
public enum SettingKind {
    /** true or false; the flag is given or not. */
    SWITCH("true or false"),
    /** An integer. */
    WHOLE("a whole number"),
    /** A number with or without a fraction. */
    NUMBER("a number"),
    /** One of a few words. */
    CHOICE("one of a few words"),
    /** Anything; the process itself knows more. */
    TEXT("text");

    private final String wanted;

    SettingKind(String wanted) {
        this.wanted = wanted;
    }

    /** Returns its name in the table of settings. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns what would have been right, where {@code value} is not.
     *
     * @param choices the words of a {@link #CHOICE}
     */
    public Optional<String> objection(String value, List<String> choices) {
        boolean right =
                switch (this) {
                    case SWITCH -> value.equals("true") || value.equals("false");
                    case WHOLE -> value.matches("[+-]?[0-9]{1,18}");
                    case NUMBER -> isNumber(value);
                    case CHOICE -> choices.stream().anyMatch(value::equalsIgnoreCase);
                    case TEXT -> !value.isEmpty();
                };
        if (right) {
            return Optional.empty();
        }
        String instead = this == CHOICE ? "one of " + String.join(", ", choices) : wanted;
        return Optional.of("'" + value + "' is not " + instead);
    }

    private static boolean isNumber(String value) {
        try {
            return Double.isFinite(Double.parseDouble(value)) && !value.matches(".*[dDfF]");
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
