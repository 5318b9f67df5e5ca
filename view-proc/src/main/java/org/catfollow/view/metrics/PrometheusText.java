package org.catfollow.view.metrics;

import java.util.Locale;

/**
 * Lines of the Prometheus text format, version 0.0.4: a family's help and type, then its samples. A
 * value that is not known has no sample. One thread.
 *
 * <p>Source: "Exposition formats" and "Metric and label naming" of the Prometheus documentation: base
 * units (seconds, meters, bytes), {@code _total} for counters.
 */
final class PrometheusText {
    private final StringBuilder out = new StringBuilder(16 * 1024);
    private String family = "";

    void gauge(String name, String help) {
        begin(name, "gauge", help);
    }

    void counter(String name, String help) {
        begin(name, "counter", help);
    }

    void histogram(String name, String help) {
        begin(name, "histogram", help);
    }

    private void begin(String name, String type, String help) {
        family = name;
        out.append("# HELP ").append(name).append(' ');
        out.append(help.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    /** A sample of the family begun last; labels are name, value, name, value. */
    void sample(double value, String... labels) {
        line("", number(value), labels);
    }

    /** The same for a count. */
    void sample(long value, String... labels) {
        line("", Long.toString(value), labels);
    }

    /** A count with a suffix to the family's name, for histograms. */
    void suffixed(String suffix, long value, String... labels) {
        line(suffix, Long.toString(value), labels);
    }

    private void line(String suffix, String value, String... labels) {
        out.append(family).append(suffix);
        for (int i = 0; i < labels.length; i += 2) {
            out.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
            out.append(escaped(labels[i + 1])).append('"');
        }
        out.append(labels.length == 0 ? " " : "} ").append(value).append('\n');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.9g", value)
                        .replaceAll("(\\.\\d*?)0+$", "$1")
                        .replaceAll("\\.$", "");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
