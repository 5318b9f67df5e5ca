package org.catfollow.replay;

import java.util.ArrayList;
import java.util.List;
import org.catfollow.runtime.journal.StageRecord;

/**
 * What a stage does in one go: looks at a frame, goes a round, decides a period; or begins.
 *
 * @param record of it
 * @param before what belongs to it and was recorded before it: a round's answers, a period's commands
 * @param whole whether nothing is missing in the journal between the unit before and this one
 * @param missed how many of what is missing had found no room
 */
record Unit(StageRecord record, List<StageRecord> before, boolean whole, long missed) {

    /** Returns a stage's records as units, in order. */
    static List<Unit> of(List<StageRecord> records) {
        List<Unit> units = new ArrayList<>();
        List<StageRecord> before = new ArrayList<>();
        long expected = 0;
        int pid = 0;
        boolean whole = true;
        long missedBefore = 0;
        for (StageRecord record : records) {
            boolean follows = record.pid() == pid && record.sequence() == expected;
            whole = whole && follows;
            if (record.pid() != pid) {
                // What it had missed before the first of its records here is not what is missing
                // here.
                missedBefore = record.missed();
            }
            expected = record.sequence() + 1;
            pid = record.pid();
            switch (record.kind()) {
                case TRACK, COMMAND -> before.add(record);
                case START -> {
                    units.add(new Unit(record, List.of(), true, 0));
                    before.clear();
                    whole = true;
                    missedBefore = record.missed();
                }
                case FRAME, DETECTIONS, TRACKER_ROUND, PERIOD -> {
                    long missed = record.missed() - missedBefore;
                    units.add(new Unit(record, List.copyOf(before), whole, missed));
                    before.clear();
                    whole = true;
                    missedBefore = record.missed();
                }
            }
        }
        return units;
    }
}
