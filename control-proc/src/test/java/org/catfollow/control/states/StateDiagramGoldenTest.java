package org.catfollow.control.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StateDiagramGoldenTest {
    @Test
    void theDiagramInTheDocumentationIsTheTable() throws IOException {
        Path page =
                Path.of(System.getProperty("catfollow.repository", ".."))
                        .resolve("docs/control-states.md");
        if (Boolean.getBoolean("catfollow.regenerate")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, StateDiagram.page());
        }
        assertThat(page)
                .as(
                        "docs/control-states.md differs from TransitionTable; regenerate it with"
                                + " `mvn test -pl control-proc -am -Dtest=StateDiagramGoldenTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -Dcatfollow.regenerate=true`"
                                + " and look at the difference")
                .exists()
                .content()
                .isEqualTo(StateDiagram.page());
    }

    @Test
    void everyRowHasItsArrow() {
        String page = StateDiagram.page();
        for (Transition row : TransitionTable.ROWS) {
            assertThat(page)
                    .containsPattern(
                            "(?m)^    "
                                    + row.from()
                                    + " --> "
                                    + row.to()
                                    + ": .*\\b"
                                    + row.reason());
        }
    }
}
