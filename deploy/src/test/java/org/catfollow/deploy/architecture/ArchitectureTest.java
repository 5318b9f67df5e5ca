package org.catfollow.deploy.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.catfollow.bench.RingBenchCommand;
import org.catfollow.capture.CaptureCommand;
import org.catfollow.cli.CatFollowCommand;
import org.catfollow.control.ControlCommand;
import org.catfollow.deploy.StageFlags;
import org.catfollow.detector.DetectorCommand;
import org.catfollow.runtime.StageAgent;
import org.catfollow.sdk.algorithm.AlgorithmHost;
import org.catfollow.shm.region.Region;
import org.catfollow.tracker.TrackerCommand;
import org.catfollow.view.ViewCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules between modules. Here, because this module alone has all the others on its class path. */
class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.catfollow");

    private static List<Rule> rules() {
        return Stream.of(LayerRules.all(), PortRules.all(), HabitRules.all())
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void everyModuleIsLookedAt() {
        for (Class<?> type :
                List.of(
                        Region.class,
                        StageAgent.class,
                        CaptureCommand.class,
                        DetectorCommand.class,
                        TrackerCommand.class,
                        ControlCommand.class,
                        AlgorithmHost.class,
                        CatFollowCommand.class,
                        ViewCommand.class,
                        RingBenchCommand.class,
                        StageFlags.class)) {
            assertThat(CLASSES.contain(type)).as(type.getName()).isTrue();
        }
        assertThat(CLASSES.contain(Rule.class)).as("tests are not the product").isFalse();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theProductKeepsTheRule(Rule rule) {
        rule.rule().check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theRuleCanFail(Rule rule) {
        JavaClasses planted = new ClassFileImporter().importClasses(rule.planted());
        assertThatThrownBy(() -> rule.rule().check(planted))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(rule.forbidden());
    }
}
