package org.catfollow.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.junit.jupiter.api.Test;

/** What the launcher takes for granted when it reads heartbeats out of the region file. */
class StageRowsTest {
    private final List<String[]> lines =
            StageRows.table().lines().skip(1).map(line -> line.split("\t", -1)).toList();

    private List<String[]> lines(String kind) {
        return lines.stream().filter(line -> line[0].equals(kind)).toList();
    }

    @Test
    void namesEveryStageAndTheFourWords() {
        assertThat(lines("row"))
                .extracting(line -> line[1])
                .containsExactlyInAnyOrderElementsOf(StandIn.STAGES);
        assertThat(lines("word"))
                .extracting(line -> line[1])
                .containsExactly("pid", "startTicks", "epoch", "heartbeatNanos");
    }

    @Test
    void rowsLieAtOnePlaceInRegionsOfAnySize() {
        for (String[] line : lines("row")) {
            Role role = Role.valueOf(line[1].toUpperCase(java.util.Locale.ROOT));
            for (int slots : new int[] {Geometry.MIN_SLOTS, Geometry.MAX_SLOTS}) {
                for (int edge : new int[] {Geometry.MIN_EDGE_PIXELS, Geometry.MAX_EDGE_PIXELS}) {
                    assertThat(new Geometry(slots, edge, edge).offset(role.section()))
                            .isEqualTo(Long.parseLong(line[2]));
                }
            }
        }
    }

    @Test
    void theWordsAreWholeAndInTheFirstLineOfTheRow() {
        for (String[] line : lines("word")) {
            assertThat(Long.parseLong(line[2])).isBetween(0L, StageRows.LINE_BYTES - 8L);
            assertThat(Long.parseLong(line[2]) % 8).isZero();
        }
        for (String[] line : lines("row")) {
            long first = Long.parseLong(lines("row").get(0)[2]);
            assertThat((Long.parseLong(line[2]) - first) % StageRows.LINE_BYTES).isZero();
        }
    }
}
