package org.catfollow.detector;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code model}: which models there are, where they come from, what is in them. No region needed. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = "Lists models, fetches them, and looks into them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ModelListCommand.class, ModelFetchCommand.class, ModelInfoCommand.class})
final class ModelCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing, one of: " + String.join(", ", spec.subcommands().keySet()));
    }
}
