package org.catfollow.runtime;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The flags of a stage, parsed as a stage's command does. */
final class ParsedOptions {
    private ParsedOptions() {}

    @Command(name = "any-stage")
    private static final class AnyStage {
        @Mixin private RegionOptions.Stage options;
    }

    static RegionOptions.Stage of(String... arguments) {
        AnyStage stage = new AnyStage();
        new CommandLine(stage).parseArgs(arguments);
        return stage.options;
    }
}
