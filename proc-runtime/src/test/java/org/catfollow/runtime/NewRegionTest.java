package org.catfollow.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stages under a launcher that find no region: it was lost, and is made with a STOP, unless the launcher
 * has said that there was none yet.
 */
class NewRegionTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir private Path folder;

    private RegionFiles files;
    private Path pipe;

    @BeforeEach
    void chooseFiles() throws IOException {
        files = new RegionFiles(folder.resolve("region"));
        pipe = Files.createFile(folder.resolve("ready"));
    }

    private int run(Function<StageContext, StageAgent> agents, String... flags) {
        List<String> all = new ArrayList<>(List.of("--region", files.region().toString()));
        all.addAll(List.of("--ready-pipe", pipe.toString()));
        all.addAll(List.of(flags));
        return StageProcess.run(
                Role.TRACKER, ParsedOptions.of(all.toArray(String[]::new)), agents, () -> false);
    }

    private boolean isStopped() {
        try (Region region = Region.attach(files, SECOND)) {
            return region.isStoppedByLoss();
        }
    }

    private StageAgent done(StageContext context) {
        return new FakeAgent(context, agent -> false);
    }

    @Test
    void aMissingRegionIsLost() {
        assertThat(run(this::done)).isZero();
        assertThat(isStopped()).isTrue();
    }

    @Test
    void aMissingRegionIsNewWhereTheLauncherSaysSo() {
        assertThat(run(this::done, "--new-region")).isZero();
        assertThat(isStopped()).isFalse();
    }

    @Test
    void aNewRegionIsTheLaunchersToRemoveWhenAStageCannotStart() {
        assertThatThrownBy(
                        () ->
                                run(
                                        context -> {
                                            throw new StageFailure(ExitCode.MODEL, "no model");
                                        },
                                        "--new-region"))
                .hasMessage("no model");
        assertThat(files.region()).exists();
    }

    /** With the lock file: else the role that is held would say that it was lost. */
    private boolean lose(FakeAgent agent) throws IOException {
        Files.deleteIfExists(files.lock());
        return Files.deleteIfExists(files.region()) || agent.rounds < 100;
    }

    @Test
    void aNewRegionThatIsLostLaterIsMadeWithAStop() {
        int[] agents = {0};
        Function<StageContext, StageAgent> removing =
                context -> {
                    agents[0]++;
                    return new FakeAgent(context, agent -> agents[0] == 1 && lose(agent));
                };
        assertThat(run(removing, "--new-region")).isZero();
        assertThat(agents[0]).isEqualTo(2);
        assertThat(isStopped()).isTrue();
    }
}
