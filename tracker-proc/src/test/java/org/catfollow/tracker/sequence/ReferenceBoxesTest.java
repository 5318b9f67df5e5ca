package org.catfollow.tracker.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.catfollow.runtime.StageFailure;
import org.catfollow.tracker.filter.Sequences;
import org.junit.jupiter.api.Test;

class ReferenceBoxesTest {
    private static final ReferenceForm TABLE =
            new ReferenceForm(0, List.of("x", "y", "w", "h", "score"), 0.5f);

    private static List<Box> parse(ReferenceForm form, String... lines) {
        return ReferenceBoxes.parse(List.of(lines), "--gt f", form);
    }

    private static Box only(ReferenceForm form, String... lines) {
        List<Box> boxes = parse(form, lines);
        assertThat(boxes).hasSize(1);
        return boxes.getFirst();
    }

    @Test
    void readsALineAPicture() {
        assertThat(parse(ReferenceForm.OTB, "\uFEFF1,2,3,4", "NaN", "", "11\t12\t13\t14", " "))
                .containsExactly(new Box(0, 1, 3, 4), Box.ABSENT, new Box(10, 11, 13, 14));
    }

    @Test
    void findsColumnsByTheirNames() {
        assertThat(only(TABLE, "frame,h, w,score,y,x", "7.jpg,4,3,0.5,2,1"))
                .isEqualTo(new Box(1, 2, 3, 4));
        assertThat(only(TABLE, "x;y;w;h;score", "1;2;3;4;1")).isEqualTo(new Box(1, 2, 3, 4));
        assertThat(only(TABLE, "x\ty\tw\th\tscore", "1\t2\t3\t4\t1"))
                .isEqualTo(new Box(1, 2, 3, 4));
    }

    @Test
    void aRowWithoutBoxOrWithALowScoreIsUnknown() {
        assertThat(
                        parse(
                                TABLE,
                                "x,y,w,h,score",
                                "1,2,3,4,0.49",
                                "1,2,3,4,",
                                ",,,,0.9",
                                "1,2,3,4,nan"))
                .containsExactly(Box.ABSENT, Box.ABSENT, Box.ABSENT, Box.ABSENT);
        ReferenceForm withoutScore = new ReferenceForm(0, List.of("x", "y", "w", "h"), 0.5f);
        assertThat(only(withoutScore, "x,y,w,h,score", "1,2,3,4,0.1").present()).isTrue();
    }

    @Test
    void namesTheLineThatIsWrong() {
        assertThatThrownBy(() -> parse(ReferenceForm.OTB, "1,2,3,4", "1,2,3"))
                .isInstanceOf(StageFailure.class)
                .hasMessageStartingWith("--gt f, line 2: expected four numbers");
        assertThatThrownBy(() -> parse(ReferenceForm.OTB, "frame,x,y,w,h"))
                .hasMessageContaining("name the columns with --gt-columns");
        assertThatThrownBy(() -> parse(ReferenceForm.OTB, "", " "))
                .hasMessage("--gt f: has no boxes");
        assertThatThrownBy(() -> parse(TABLE, "x,y,w,h", "1,2,3,4"))
                .hasMessage("--gt f, line 1: no column 'score' (--gt-columns) among x, y, w, h");
        assertThatThrownBy(() -> parse(TABLE, "x,y,w,h,score", "1,2,3,4"))
                .hasMessage("--gt f, line 2: has 4 cells, the heading 5");
        assertThatThrownBy(() -> parse(TABLE, "x,y,w,h,score", "1,2,3,4,high"))
                .hasMessage("--gt f, line 2: not a number: 'high'");
        assertThatThrownBy(() -> new ReferenceForm(2, List.of(), 0))
                .hasMessageContaining("--gt-origin 2");
        assertThatThrownBy(() -> new ReferenceForm(0, List.of("x", "y"), 0))
                .hasMessageContaining("--gt-columns x,y");
    }

    /** The first lines of the files, as they stand there. */
    @Test
    void readsTheBenchmarksOwnFiles() {
        assertThat(
                        ReferenceBoxes.read(
                                Sequences.data("tracking__OTB/Crossing/groundtruth_rect.txt"),
                                ReferenceForm.OTB))
                .hasSize(120)
                .startsWith(new Box(204, 150, 17, 50));
        ReferenceForm detector =
                new ReferenceForm(
                        0, List.of("ssd_x", "ssd_y", "ssd_w", "ssd_h", "ssd_score"), 0.5f);
        List<Box> cat =
                ReferenceBoxes.read(
                        Sequences.data("derived/vitgracer_cat_reference.csv"), detector);
        assertThat(cat).hasSize(223).startsWith(new Box(262.8f, 95.8f, 139.8f, 238));
        // The detector finds it at .5 in 210 of 223 frames (INVENTORY.md).
        assertThat(cat.stream().filter(Box::present)).hasSize(210);
    }
}
