package org.catfollow.control.car;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.catfollow.shm.slots.SimulatedSensors;
import org.junit.jupiter.api.Test;

/** Control may hear what a sensor would hear, and no more: the rest of the slot is for those who judge. */
class SimulatedWorldArchitectureTest {
    private static final ArchRule HEARS_ONLY_THE_ECHO =
            noClasses()
                    .should()
                    .accessField(SimulatedSensors.class, "clearanceMetres")
                    .orShould()
                    .accessField(SimulatedSensors.class, "catMetres")
                    .orShould()
                    .accessField(SimulatedSensors.class, "nearest")
                    .orShould()
                    .accessField(SimulatedSensors.class, "touches");

    private static final class Peeps {
        private double look(SimulatedSensors world) {
            return world.catMetres;
        }
    }

    @Test
    void controlKnowsNothingButTheEcho() {
        JavaClasses control =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.catfollow.control");
        HEARS_ONLY_THE_ECHO.check(control);
    }

    @Test
    void theRuleCanFail() {
        double ignored = new Peeps().look(new SimulatedSensors());
        JavaClasses peeps = new ClassFileImporter().importClasses(Peeps.class);
        assertThatThrownBy(() -> HEARS_ONLY_THE_ECHO.check(peeps))
                .as("%s", ignored)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("catMetres");
    }
}
