package org.catfollow.control;

import org.catfollow.control.car.Car;
import org.catfollow.control.car.CarFailure;
import org.catfollow.control.car.SimulatedSenses;
import org.catfollow.control.car.WheelsKey;
import org.catfollow.control.motion.MotionCommand;
import org.catfollow.runtime.StageAgent;
import org.catfollow.runtime.StageContext;
import org.catfollow.runtime.journal.TransitionJournal;
import org.catfollow.shm.commands.StopLatch;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.LatencyCell;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.PoseCell;
import org.catfollow.shm.slots.SimulatedCarCell;
import org.catfollow.shm.slots.SimulatedCarState;
import org.catfollow.shm.slots.SimulatedSensors;
import org.catfollow.shm.slots.SimulatedSensorsCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.waiting.Waiter;

/**
 * Control's duty cycle: wait for a new track or the end of the period, take commands, decide, drive,
 * publish. One thread; allocates nothing while no command comes and no state changes.
 *
 * <p>A STOP waits for one period at most: the latch is read in each. Without a fresh sign of the guard the
 * wheels are still.
 */
final class ControlAgent implements StageAgent {
    private final StageContext context;
    private final HeldStop heldStop;
    private final Controller controller;
    private final Car car;
    private final StopLatch stopLatch;
    private final CommandInbox inbox;
    private final StatusPublisher publisher;
    private final PeriodJournal periods;
    private final SimulatedCarState simulated = new SimulatedCarState();
    private final TwoCellReader<SimulatedCarState> simulatedReader;
    private final TwoCellWriter<SimulatedCarState> simulatedWriter;
    private final TwoCellReader<Track> trackReader;
    private final Waiter trackWaiter;
    private final PictureWatch pictures;
    private final long periodNanos;
    private final Track track = new Track();
    private long lastGeneration;
    private final CarReport report = new CarReport();
    private final GuardWatch guard;
    private final ControlConfig config;
    private boolean saidWhoseGuard;
    private final Driver driver;
    private final LatencyMeter latency;
    private final long usableNanos;
    private long resumedThrough;
    private long failuresLogged;

    /** Begin of this round, and of the one before: after that one the region was seen whole. */
    private long roundNanos = System.nanoTime();

    private long wholeNanos = roundNanos;

    ControlAgent(ControlConfig config, HeldStop heldStop, StageContext context) {
        this(config, heldStop, TransitionJournal.none(), PeriodJournal.none(), context);
    }

    ControlAgent(
            ControlConfig config,
            HeldStop heldStop,
            TransitionJournal journal,
            PeriodJournal periods,
            StageContext context) {
        this.config = config;
        this.periods = periods;
        this.context = context;
        this.heldStop = heldStop;
        Region region = context.region();
        heldStop.enter(region, context.claim());
        this.resumedThrough = region.resumedThrough();
        this.controller = new Controller(config, resumedThrough);
        Pose start = new Pose();
        boolean first =
                region.stateReader(StateSlot.POSE, PoseCell.CODEC).read(start)
                        != TwoCellReader.Answer.VALUE;
        if (first) {
            start = new Pose();
            start.resetNanos = System.nanoTime();
        }
        controller.goOnFrom(start);
        takeOver(region, start);
        this.simulatedReader = region.stateReader(StateSlot.SIMULATED_CAR, SimulatedCarCell.CODEC);
        this.simulatedWriter =
                context.claim().stateWriter(StateSlot.SIMULATED_CAR, SimulatedCarCell.CODEC);
        this.car = Cars.open(config, start, lastSimulated(), senses(region), context.log());
        this.driver = new Driver(car, controller, report, context);
        this.guard =
                new GuardWatch(config.guarded(), WheelsKey.of(config.car(), config.hat()), region);
        this.latency =
                new LatencyMeter(context.claim().stateWriter(StateSlot.LATENCY, LatencyCell.CODEC));
        this.usableNanos = config.age().zeroFrom().toNanos();
        this.stopLatch = region.stopLatch();
        this.inbox =
                new CommandInbox(
                        context.claim().commandReceiver(), context.claim().commandWaker(), periods);
        this.publisher = new StatusPublisher(context, journal);
        this.trackReader = region.stateReader(StateSlot.TRACK, TrackCell.CODEC);
        this.trackWaiter = region.stateWaiter(StateSlot.TRACK);
        this.pictures = new PictureWatch(region.frameReader());
        this.periodNanos = config.period().toNanos();
        sayWhatGuards(config);
    }

    private void takeOver(Region region, Pose start) {
        long now = System.nanoTime();
        ControlStatus last = new ControlStatus();
        TwoCellReader<ControlStatus> reader =
                region.stateReader(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC);
        boolean before = reader.read(last) == TwoCellReader.Answer.VALUE;
        if (before) {
            controller.takeOver(last, now);
        }
        periods.begin(context.row().epoch(), resumedThrough, start, before ? last : null, now);
    }

    private void sayWhatGuards(ControlConfig config) {
        String name = "car " + config.car().flagValue();
        if (config.guarded()) {
            context.running(name);
            return;
        }
        context.log().warn("--no-guard: NOTHING STOPS THE WHEELS IF CONTROL DIES");
        context.running(name + ", WITHOUT A GUARD");
    }

    /** Once, not every second. */
    private void sayWhoseGuard() {
        if (guard.ofAnotherCar() && !saidWhoseGuard) {
            context.mistake(
                    "the guard holds the wheels of another car than this one ("
                            + config.car().flagValue()
                            + "): start it with the same --car and --hat");
        }
        saidWhoseGuard = guard.ofAnotherCar();
    }

    @Override
    public boolean doWork() {
        wholeNanos = roundNanos;
        roundNanos = System.nanoTime();
        trackWaiter.awaitChange(lastGeneration, periodNanos);
        car.sense(report.readings, System.nanoTime());
        report.hasSensors = car.hasSensors();
        readTrack();
        report.pictureSame = pictures.same(track.frameId);
        long now = System.nanoTime();
        inbox.takeAll(controller, now);
        lookForGuard(now);
        periods.told(report, guard.tripped());
        // After the commands: a resume never meets a count older than the one it carries.
        periods.stopCount = stopLatch.count();
        MotionCommand command = controller.step(now, track, periods.stopCount, report);
        long halts = controller.haltCount();
        drive(command, now);
        noteCar(halts);
        if (controller.resumedThrough() != resumedThrough) {
            resumedThrough = controller.resumedThrough();
            context.claim().resumedThrough(resumedThrough);
        }
        publisher.publish(controller, command, track, now);
        periods.decided(
                report.readings, publisher.status(), controller.pose(), controller.sensors());
        if (car.simulated(simulated)) {
            simulatedWriter.write(simulated);
        }
        // Only now: who hears of a resume may count on it, though we be killed.
        inbox.answerAll(controller);
        return true;
    }

    /** What became of the command changes what the next period begins with. */
    private void noteCar(long haltsBefore) {
        periods.trackGeneration = lastGeneration;
        periods.flags |=
                (controller.haltCount() != haltsBefore ? PeriodJournal.HALTED_AFTER : 0)
                        | (controller.hand().calibrationRefused() ? PeriodJournal.TRIAL_REFUSED : 0)
                        | (track.frameId == 0 ? PeriodJournal.NO_TRACK : 0);
    }

    private void lookForGuard(long now) {
        guard.look(now, report);
        if (guard.tripped()) {
            // It has written to the car behind our back, and the car stands.
            car.distrust();
            controller.halt();
        }
    }

    private void drive(MotionCommand command, long now) {
        boolean told = driver.drive(command, now);
        // A picture that is too old, or none, moves nothing.
        if (told && controller.pictureAgeNanos() < usableNanos) {
            latency.told(track.frameId, track.captureNanos, System.nanoTime());
        }
    }

    /** Returns what the world says of a simulated car. */
    private static SimulatedSenses senses(Region region) {
        TwoCellReader<SimulatedSensors> sensed =
                region.stateReader(StateSlot.SIMULATED_SENSORS, SimulatedSensorsCell.CODEC);
        return out -> sensed.read(out) == TwoCellReader.Answer.VALUE;
    }

    /** Returns where a simulated predecessor had come, or null. */
    private SimulatedCarState lastSimulated() {
        return simulatedReader.read(simulated) == TwoCellReader.Answer.VALUE ? simulated : null;
    }

    private void readTrack() {
        long generation = trackReader.newestGeneration();
        if (generation == lastGeneration) {
            return;
        }
        TwoCellReader.Answer answer = trackReader.read(track);
        if (answer == TwoCellReader.Answer.VALUE) {
            lastGeneration = trackReader.generation();
            context.row().add(Counter.FRAMES, 1);
            return;
        }
        // Half a box is no box: the picture counts as none until the next whole one.
        track.captureNanos = 0;
        track.frameId = 0;
        if (answer == TwoCellReader.Answer.CORRUPT) {
            lastGeneration = generation;
            context.row().add(Counter.MISMATCHED, 1);
        }
    }

    @Override
    public void housekeeping(long nowNanos) {
        latency.publish(nowNanos);
        driver.reportLate();
        sayWhoseGuard();
        context.row().set(Counter.STALE, controller.expiredCount() + inbox.expiredCount());
        if (controller.failureCount() > failuresLogged) {
            failuresLogged = controller.failureCount();
            context.mistake("control failed in a period: " + controller.lastFailure());
            context.log().error("control failed in a period", controller.lastFailure());
        }
    }

    @Override
    public void close() {
        String failure = closeCar();
        // What was cut off a region is not to be touched: that would be the end of the process.
        if (!context.region().isCut()) {
            heldStop.leave(
                    controller.isHeld() || stopLatch.count() > controller.resumedThrough(),
                    wholeNanos);
            if (!failure.isEmpty()) {
                context.mistake("the car may still move: " + failure);
            }
            publisher.publishEnd(controller, System.nanoTime());
        }
        trackWaiter.close();
        pictures.close();
    }

    /** Before anything else that could fail: the wheels stop. Returns what failed, or nothing. */
    private String closeCar() {
        try {
            car.close();
            return "";
        } catch (CarFailure e) {
            return e.getMessage();
        }
    }
}
