package org.catfollow.cli;

import org.catfollow.runtime.ProcessExit;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code cat-follow completion}: the script by which a shell completes our commands and flags. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the script by which bash and zsh complete commands and flags:",
            "  source <(cat-follow completion)"
        })
final class CompletionCommand implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        // A new one: of the running one, commands that were not asked for have no options.
        CommandLine root = ProcessExit.commandLine(new CatFollowCommand());
        spec.commandLine().getOut().print(AutoComplete.bash(root.getCommandName(), root));
        spec.commandLine().getOut().flush();
    }
}
