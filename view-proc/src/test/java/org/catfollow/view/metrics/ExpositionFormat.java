package org.catfollow.view.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Prometheus's text format as strictly as its documentation says ("Exposition formats", "Metric and
 * label naming"), and fails at the first line that is not so.
 */
final class ExpositionFormat {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") (.+)");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|histogram|summary|untyped)");
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "("
                            + NAME
                            + ")(\\{"
                            + LABEL
                            + "(?:,"
                            + LABEL
                            + ")*})? (NaN|[+-]Inf|-?[0-9]+(?:\\.[0-9]+)?(?:e[+-]?[0-9]+)?)");

    /** Units that are not base units, and words that a name ends in by mistake. */
    private static final Pattern BAD_UNIT =
            Pattern.compile(
                    ".*_(ms|millis|milliseconds|nanos|micros|minutes|kb|mb|percent|fps)(_.*)?");

    private final Map<String, String> types = new HashMap<>();
    private final Map<String, Double> samples = new LinkedHashMap<>();

    static ExpositionFormat of(String text) {
        ExpositionFormat format = new ExpositionFormat();
        assertThat(text).endsWith("\n").doesNotContain("\r");
        Set<String> finished = new HashSet<>();
        String family = "";
        String helped = "";
        for (String line : text.split("\n")) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            if (help.matches()) {
                helped = help.group(1);
                assertThat(finished).as("families that come twice").doesNotContain(helped);
                finished.add(helped);
                checkName(helped);
            } else if (type.matches()) {
                family = type.group(1);
                assertThat(family).as("TYPE follows its HELP").isEqualTo(helped);
                format.types.put(family, type.group(2));
                if (type.group(2).equals("counter")) {
                    assertThat(family).endsWith("_total");
                } else {
                    assertThat(family).doesNotEndWith("_total");
                }
            } else {
                format.sample(line, family);
            }
        }
        format.checkHistograms();
        return format;
    }

    private static void checkName(String name) {
        assertThat(name).startsWith("cat_follow_").isLowerCase();
        assertThat(BAD_UNIT.matcher(name).matches()).as(name).isFalse();
    }

    private void sample(String line, String family) {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as("a sample: " + line).isTrue();
        String name = sample.group(1);
        String base =
                "histogram".equals(types.get(family))
                        ? name.replaceAll("_(bucket|count|sum)$", "")
                        : name;
        assertThat(base).as("samples stand under their family").isEqualTo(family);
        String key = name + (sample.group(2) == null ? "" : sample.group(2));
        assertThat(samples).as("samples that come twice").doesNotContainKey(key);
        samples.put(key, number(sample.group(3)));
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private void checkHistograms() {
        types.forEach(
                (name, type) -> {
                    if (type.equals("histogram")) {
                        double last = 0;
                        for (Map.Entry<String, Double> each : samples.entrySet()) {
                            if (each.getKey().startsWith(name + "_bucket{le=")) {
                                assertThat(each.getValue()).isGreaterThanOrEqualTo(last);
                                last = each.getValue();
                            }
                        }
                        assertThat(samples).containsEntry(name + "_bucket{le=\"+Inf\"}", last);
                        assertThat(samples).containsEntry(name + "_count", last);
                    }
                });
    }

    double value(String sample) {
        assertThat(samples).containsKey(sample);
        return samples.get(sample);
    }

    boolean has(String sample) {
        return samples.containsKey(sample);
    }
}
