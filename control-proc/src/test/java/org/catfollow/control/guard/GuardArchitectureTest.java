package org.catfollow.control.guard;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class GuardArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.catfollow.control");

    @Test
    void theDecisionAsksNoClockAndTouchesNothing() {
        noClasses()
                .that()
                .belongToAnyOf(GuardDuty.class)
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat(
                        resideInAPackage("java.io..")
                                .or(resideInAPackage("java.nio.file.."))
                                .or(resideInAPackage("org.slf4j.."))
                                .or(resideInAPackage("org.catfollow.shm.region.."))
                                .or(resideInAPackage("org.catfollow.control.car..")))
                .check(CLASSES);
    }

    /** What control decides must not be able to fail because of what guards it. */
    @Test
    void controlDoesNotKnowItsGuard() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.catfollow.control.guard")
                .should()
                .dependOnClassesThat(resideInAPackage("org.catfollow.control.guard"))
                .check(CLASSES);
    }
}
