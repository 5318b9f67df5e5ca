package org.catfollow.control;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ControlArchitectureTest {
    private static final String[] PURE = {
        "org.catfollow.control.sensing",
        "org.catfollow.control.states",
        "org.catfollow.control.motion",
        "org.catfollow.control.command",
    };

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.catfollow.control");

    @Test
    void decisionsNeverAskTheClock() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
        noClasses()
                .that()
                .belongToAnyOf(Controller.class)
                .should()
                .callMethod(System.class, "nanoTime")
                .check(CLASSES);
    }

    @Test
    void decisionsTouchNoCarNoFileAndNoLog() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.catfollow.control.car")
                                .or(resideInAPackage("java.io.."))
                                .or(resideInAPackage("java.nio.file.."))
                                .or(resideInAPackage("org.slf4j.."))
                                .or(resideInAPackage("com.pi4j..")))
                .check(CLASSES);
    }

    @Test
    void packagesDependOnEachOtherInOneDirection() {
        slices().matching("org.catfollow.control.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
