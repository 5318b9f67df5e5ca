package org.catfollow.cli.doctor;

import java.nio.file.Path;
import java.util.List;
import org.catfollow.runtime.config.Configuration;

/** Whether file and environment say what can be understood. */
public final class ConfigCheck implements Check {
    private static final String SUBJECT = "configuration";

    private final Configuration configuration;

    /** Makes the check. */
    public ConfigCheck(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public List<Finding> look() {
        if (!configuration.mistakes().isEmpty()) {
            return configuration.mistakes().stream().map(it -> Finding.bad(SUBJECT, it)).toList();
        }
        return List.of(
                Finding.ok(
                        SUBJECT,
                        configuration
                                .file()
                                .map(Path::toString)
                                .orElse("no file; `cat-follow config init` writes one")));
    }
}
