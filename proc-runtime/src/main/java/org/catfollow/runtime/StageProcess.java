package org.catfollow.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.catfollow.runtime.systemcalls.ServiceNotifier;
import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Patience;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionException;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.region.RoleLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a stage: make the region when it is missing, attach, take the role, go round the duty
 * cycle with a heartbeat, attach anew when another region lies under the path, end when asked.
 */
public final class StageProcess {
    /** For the stage that makes the first region, however large: the launcher has a patience of its own. */
    private static final Duration FIRST_REGION_WAIT = Duration.ofHours(1);

    private static final long HOUSEKEEPING_NANOS = 1_000_000_000L;

    /** Housekeepings from the start until it is over: journal opened, first commands taken. */
    private static final int SETTLED = 3;

    private final Role role;
    private final RegionOptions.Stage options;
    private final Function<StageContext, StageAgent> agents;
    private final Logger log;
    private final BooleanSupplier stopping;
    private final ServiceNotifier notifier = ServiceNotifier.ofThisProcess();
    private boolean announced;
    private int housekeepings;

    /** Of the region that was left, until there is the next one; null while a claim has it. */
    private RoleLock kept;

    private StageProcess(
            Role role,
            RegionOptions.Stage options,
            Function<StageContext, StageAgent> agents,
            BooleanSupplier stopping) {
        this.role = role;
        this.options = options;
        this.agents = agents;
        this.stopping = stopping;
        this.log = LoggerFactory.getLogger(role.stageName());
    }

    /**
     * Runs a stage until it is done or asked to stop; called by the stage's command on the main
     * thread.
     *
     * @param agents makes the agent for an attached region; called again after a re-attach
     * @return the exit code
     */
    public static int run(
            Role role, RegionOptions.Stage options, Function<StageContext, StageAgent> agents) {
        return run(role, options, agents, Shutdown.install()::requested);
    }

    /** Runs a stage until it is done or {@code stopping} says so. */
    static int run(
            Role role,
            RegionOptions.Stage options,
            Function<StageContext, StageAgent> agents,
            BooleanSupplier stopping) {
        return new StageProcess(role, options, agents, stopping).run();
    }

    private int run() {
        try {
            return attachAndWork();
        } finally {
            if (kept != null) {
                kept.close();
            }
            notifier.close();
        }
    }

    private int attachAndWork() {
        RegionFiles files = options.files();
        Geometry geometry = options.geometry();
        boolean finished = false;
        while (!finished && !stopping.getAsBoolean()) {
            // There was one (the launcher says where there was none), or we had seen one: what is
            // missing now was taken away.
            boolean launched = options.readyPipe() != null;
            boolean lost =
                    announced || ((launched || notifier.isWanted()) && !options.isRegionNew());
            boolean made = false;
            boolean attached = false;
            // This wait has an end, so whoever waits is not hung.
            Patience patience =
                    Patience.of(
                            options.isRegionNew() ? FIRST_REGION_WAIT : options.attachTimeout(),
                            () -> {
                                notifier.alive(System.nanoTime());
                                return stopping.getAsBoolean();
                            });
            try {
                made =
                        lost
                                ? RegionCreator.replaceLost(files, geometry, patience)
                                : RegionCreator.createIfMissing(files, geometry, patience);
                try (Region region = Region.attach(files, patience);
                        RoleClaim claim = region.claim(role, kept)) {
                    attached = true;
                    kept = null;
                    geometry = region.geometry();
                    boolean own = made && !launched;
                    finished = work(new StageContext(region, claim, log, stopping), own);
                    if (!finished) {
                        kept = claim.leave();
                    }
                }
            } catch (RuntimeException | Error e) {
                if (made && !announced && !launched) {
                    // Started alone and unable to work: nothing is left behind. What the stages of
                    // a launcher share is the launcher's to remove.
                    RegionCreator.removeIfUnused(files);
                }
                // Asked to stop while it waited for the region: nothing went wrong.
                finished = !attached && e instanceof RegionException && stopping.getAsBoolean();
                if (!finished) {
                    throw e;
                }
            }
        }
        return ExitCode.DONE.code();
    }

    /** Returns whether the stage is done; false asks for a re-attach. */
    private boolean work(StageContext context, boolean own) {
        try (StageAgent agent = agents.apply(context)) {
            log.info(
                    "attached to {}{} (epoch {})",
                    // Said only now: who cannot work removes it again, and has one line to say.
                    own ? "its own region " : "",
                    context.region().files().region(),
                    context.row().epoch());
            announceReady();
            boolean replaced = dutyCycle(context, agent);
            context.row().activity(Activity.STOPPED, "", System.nanoTime());
            return !replaced;
        } catch (RuntimeException | Error e) {
            if (context.region().isCut()) {
                // Whatever it was, it came of that; the row may be gone too, and is not touched.
                throw cut(context.region());
            }
            String line = e.getMessage() == null ? e.toString() : e.getMessage();
            context.row().lastError(line, System.nanoTime());
            context.row().activity(Activity.FAILED, line, System.nanoTime());
            throw e;
        }
    }

    private static StageFailure cut(Region region) {
        return new StageFailure(
                ExitCode.REGION,
                "region "
                        + region.files().region()
                        + " was cut short by another program; it has to be made anew, which the"
                        + " launcher does (`deploy/launch.sh down` and `up` without it)");
    }

    /** Goes round until done, asked to stop, or the region was replaced; returns the latter. */
    private boolean dutyCycle(StageContext context, StageAgent agent) {
        long lastNanos = System.nanoTime();
        long lastFrames = 0;
        while (!stopping.getAsBoolean()) {
            boolean more = agent.doWork();
            if (context.region().isLost()) {
                if (context.region().isCut()) {
                    throw cut(context.region());
                }
                return leave(context);
            }
            long now = System.nanoTime();
            context.row().heartbeat(now);
            notifier.alive(now);
            if (now - lastNanos >= HOUSEKEEPING_NANOS || !more) {
                long frames = context.row().get(Counter.FRAMES);
                context.row()
                        .framesPerSecond(
                                (frames - lastFrames) * 1e9 / Math.max(1, now - lastNanos));
                lastFrames = frames;
                lastNanos = now;
                agent.housekeeping(now);
                settle();
                // Seldom, as it costs more: replaced by a name alone, or no longer ours alone.
                if (more && (context.region().isReplaced() || context.claim().isLockReplaced())) {
                    return leave(context);
                }
            }
            if (!more) {
                return false;
            }
        }
        return false;
    }

    /**
     * Has what the start left behind collected, a few milliseconds now, when it has just begun: rounds
     * leave next to nothing, so there is no other collection for the next quarter of an hour and more.
     */
    private void settle() {
        housekeepings++;
        if (housekeepings == SETTLED) {
            System.gc();
        }
    }

    private boolean leave(StageContext context) {
        log.warn(
                "another region lies at {}, or none: attaching anew",
                context.region().files().region());
        return true;
    }

    /** Tells the launcher once; a launcher that has gone is no reason to stop. */
    private void announceReady() {
        Path pipe = options.readyPipe();
        boolean first = !announced;
        announced = true;
        notifier.ready(role.stageName() + " works");
        if (!first || pipe == null) {
            return;
        }
        ReadyPipe.announce(pipe, role.stageName(), log);
    }
}
