package org.catfollow.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

class StageFlagsTest {
    @TempDir Path folder;

    static final class SharedFlags {
        @Option(names = "--name")
        String name;

        @Option(names = "--region")
        Path region;

        @Option(names = "--slots", defaultValue = "16")
        int slots;

        @Option(names = "--ready-pipe", hidden = true)
        Path readyPipe;
    }

    @Command(name = "eye", mixinStandardHelpOptions = true)
    static final class EyeCommand {
        @Mixin SharedFlags shared;

        @Option(names = {"-s", "--source"})
        String source;

        @Option(names = "--loop")
        boolean loop;

        @Option(names = "--paced", negatable = true)
        boolean paced;
    }

    @Command(name = "brain")
    static final class BrainCommand {
        @Mixin SharedFlags shared;

        @Option(names = "--model")
        Path model;
    }

    @Command(name = "odd")
    static final class OddCommand {
        @Option(names = "--loop")
        int loop;
    }

    private static Map<String, Class<?>> stages(Class<?> eye, Class<?> brain) {
        Map<String, Class<?>> stages = new LinkedHashMap<>();
        stages.put("eye", eye);
        stages.put("brain", brain);
        return stages;
    }

    @Test
    void routesEachFlagToTheStagesThatKnowItAndLeavesOutWhatTheLauncherSets() {
        assertThat(StageFlags.table(stages(EyeCommand.class, BrainCommand.class)))
                .isEqualTo(
                        """
                        # flag\tarity\tstages
                        --loop\t0\teye
                        --model\t1\tbrain
                        --no-paced\t0\teye
                        --paced\t0\teye
                        --slots\t1\teye,brain
                        --source\t1\teye
                        -s\t1\teye
                        """);
    }

    @Test
    void writesTheTableOfCommandsGivenByName() throws IOException {
        Path file = folder.resolve("conf/stage-flags.tsv");
        StageFlags.main(new String[] {file.toString(), "brain=" + BrainCommand.class.getName()});
        assertThat(Files.readString(file)).contains("--model\t1\tbrain\n");
    }

    @Test
    void refusesAFlagThatIsASwitchInOneStageAndTakesAValueInAnother() {
        assertThatThrownBy(() -> StageFlags.table(stages(EyeCommand.class, OddCommand.class)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("flag --loop: arity 1 in brain, 0 in [eye]");
    }

    @Test
    void namesTheClassThatIsMissing() {
        String file = folder.resolve("stage-flags.tsv").toString();
        assertThatThrownBy(() -> StageFlags.main(new String[] {file, "eye=org.example.Gone"}))
                .hasMessage("no class org.example.Gone on the class path");
        assertThat(Path.of(file)).doesNotExist();
    }
}
