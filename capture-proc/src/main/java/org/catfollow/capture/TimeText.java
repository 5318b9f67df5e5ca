package org.catfollow.capture;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads lengths of time as rpicam-apps take them: a bare number is milliseconds. */
final class TimeText {
    private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([a-z]*)");

    private TimeText() {}

    /** Returns nanoseconds. */
    static long nanos(String text) {
        Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            double value = Double.parseDouble(matcher.group(1));
            switch (matcher.group(2)) {
                case "", "ms", "msec":
                    return Math.round(value * 1e6);
                case "s", "sec":
                    return Math.round(value * 1e9);
                case "min":
                    return Math.round(value * 60e9);
                default:
                    break;
            }
        }
        throw new TypeConversionException(
                "'" + text + "' is no length of time; write 5000, 5000ms, 5s or 2min");
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return nanos(text);
        }
    }
}
