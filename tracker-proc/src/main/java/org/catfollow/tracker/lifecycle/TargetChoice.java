package org.catfollow.tracker.lifecycle;

import org.catfollow.tracker.TargetRule;
import org.catfollow.tracker.filter.TrackedBox;

/** Which track becomes the target, where there is none: {@code --target}. Pure. */
final class TargetChoice {
    private final TargetRule rule;
    private final TrackedBox one = new TrackedBox();
    private final TrackedBox other = new TrackedBox();

    TargetChoice(TargetRule rule) {
        this.rule = rule;
    }

    /** Returns whether the rule lets a track be the target at all. */
    boolean allows(TrackEntry entry) {
        return rule.order() != TargetRule.Order.ID || entry.id() == rule.id();
    }

    /**
     * Returns whether {@code candidate} is a better target than {@code best}: a confirmed one before
     * any other, then by the rule.
     *
     * @param best may be null
     */
    boolean better(TrackEntry candidate, TrackEntry best, long captureNanos) {
        if (!allows(candidate)) {
            return false;
        }
        if (best == null) {
            return true;
        }
        boolean confirmed = candidate.lifecycle.confirmed();
        if (confirmed != best.lifecycle.confirmed()) {
            return confirmed;
        }
        candidate.motion.at(captureNanos, one);
        best.motion.at(captureNanos, other);
        return switch (rule.order()) {
            case LARGEST -> one.width * one.height > other.width * other.height;
            case NEAREST -> one.y + one.height > other.y + other.height;
            case FIRST, ID -> candidate.id() < best.id();
        };
    }
}
