package org.catfollow.tracker.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How boxes are written: the forms that evaluation programs read. */
public enum BoxFormat {
    /** {@code x,y,width,height}, a line a picture; zeros where there is no box. */
    OTB {
        @Override
        void append(List<String> lines, int number, Following.Answer answer, int origin) {
            Box box = answer.box();
            lines.add(box.present() ? numbers(box, origin) : "0,0,0,0");
        }
    },
    /** {@code frame,id,x,y,width,height,confidence,-1,-1,-1}, frames from 1; no line without a box. */
    MOT {
        @Override
        void append(List<String> lines, int number, Following.Answer answer, int origin) {
            if (answer.box().present()) {
                lines.add(
                        String.format(
                                Locale.ROOT,
                                "%d,1,%s,%.4f,-1,-1,-1",
                                number,
                                numbers(answer.box(), origin),
                                answer.confidence()));
            }
        }
    };

    /**
     * Returns the lines of a file.
     *
     * @param origin what x and y are to count from
     */
    public List<String> lines(List<Following.Answer> answers, int origin) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            append(lines, i + 1, answers.get(i), origin);
        }
        return lines;
    }

    abstract void append(List<String> lines, int number, Following.Answer answer, int origin);

    private static String numbers(Box box, int origin) {
        return String.format(
                Locale.ROOT,
                "%.2f,%.2f,%.2f,%.2f",
                box.x() + origin,
                box.y() + origin,
                box.width(),
                box.height());
    }

    /** Returns the name that users know it by. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
