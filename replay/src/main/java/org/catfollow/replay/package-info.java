/**
 * A recording through the stages' own code once more, in lock step, in one process: {@code cat-follow
 * replay}.
 *
 * <pre>
 *   recording --&gt; RecordedRun --&gt; Schedule --&gt; Lane (detector, tracker, control) --&gt; Findings
 *                 (frames,         (what can        one lane with the recorded flags,   (first difference
 *                  journals)        go on next)      or a second one with others         of each stage)
 * </pre>
 *
 * <p>What a stage did depended on the moment: which frame the detector took, which boxes the tracker had by
 * then, what time it was for control. The journals hold that, and a lane is told it again; all the rest is
 * done anew by {@code DetectorReplay}, {@code TrackerReplay} and {@code ControlReplay}, which live beside
 * the stages' agents and use the same classes. A lane hands on what it found itself, not what was
 * recorded, so that a changed flag shows in all stages behind.
 */
package org.catfollow.replay;
