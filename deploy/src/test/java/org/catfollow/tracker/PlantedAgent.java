package org.catfollow.tracker;

import org.catfollow.runtime.StageAgent;
import org.slf4j.Logger;

/** Breaks a rule, for the test of the rule: logs in every round. */
public final class PlantedAgent implements StageAgent {
    private final Logger log;

    PlantedAgent(Logger log) {
        this.log = log;
    }

    @Override
    public boolean doWork() {
        log.info("another frame");
        return true;
    }

    @Override
    public void close() {}
}
