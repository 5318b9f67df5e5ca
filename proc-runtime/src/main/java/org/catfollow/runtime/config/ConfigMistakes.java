package org.catfollow.runtime.config;

import java.util.List;
import picocli.CommandLine;

/** The configuration is wrong; every mistake is a line. Ends the process with the usage code. */
public final class ConfigMistakes extends CommandLine.ParameterException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> lines;

    /** Makes one of at least one line. */
    ConfigMistakes(CommandLine command, List<String> lines) {
        super(command, String.join("; ", lines));
        this.lines = List.copyOf(lines);
    }

    /** Returns the mistakes, a line each. */
    public List<String> lines() {
        return lines;
    }
}
