package org.catfollow.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** What makes the simulation the same for the same seed. */
class ArchitectureTest {
    private static final ArchRule NO_CLOCK =
            noClasses()
                    .that()
                    .resideInAPackage("org.catfollow.simulator.(*)..")
                    .should()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Math.class, "random")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.util.Random")
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAPackage("java.time..");

    /** Capture runs without a desktop; a data set's files are written by who asks for one. */
    private static final ArchRule NO_DESKTOP =
            noClasses()
                    .that()
                    .resideInAPackage("org.catfollow.simulator.(*)..")
                    .and()
                    .resideOutsideOfPackage("org.catfollow.simulator.dataset..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.awt..", "javax.imageio..");

    @Test
    void theWorldReadsNoClockAndNothingIsRandom() {
        NO_CLOCK.check(classes());
    }

    @Test
    void theWorldNeedsNoDesktop() {
        NO_DESKTOP.check(classes());
    }

    private static JavaClasses classes() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.catfollow.simulator");
    }

    @Test
    void theRuleCanFail() {
        assertThatThrownBy(
                        () ->
                                NO_CLOCK.check(
                                        new ClassFileImporter()
                                                .importClasses(
                                                        org.catfollow.simulator.life.PlantedClock
                                                                .class)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nanoTime");
    }
}
