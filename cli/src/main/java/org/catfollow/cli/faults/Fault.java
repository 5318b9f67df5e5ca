package org.catfollow.cli.faults;

import java.time.Duration;
import org.catfollow.runtime.standin.AnalogFault;
import org.catfollow.runtime.standin.EchoFault;
import org.catfollow.runtime.standin.WriteFault;
import org.catfollow.shm.layout.Role;

/**
 * What is broken, what has to happen, and within how long. The limits hold on a busy machine too: each has
 * 40 ms for a process that is not scheduled at once.
 */
public enum Fault {
    /** Process death is seen by the guard, from the lock that the kernel frees. */
    CONTROL_KILLED(
            "control: SIGKILL",
            Drive.HAND,
            Expectation.STANDS,
            200,
            "the guard looks every 10 ms; its limit",
            rig -> rig.kill(Role.CONTROL)),
    /** Stands for a machine that swaps, too. */
    CONTROL_STOPPED(
            "control: SIGSTOP",
            Drive.HAND,
            Expectation.STANDS,
            200,
            "the guard waits 100 ms for a heartbeat; its limit",
            rig -> rig.pause(Role.CONTROL)),
    /** What it was about to write is as old as the pause. */
    CONTROL_CONTINUED(
            "control: SIGCONT after SIGSTOP",
            Drive.HAND,
            Expectation.STANDS,
            100,
            "a command of before the pause lasts until the guard's next round",
            Rig::wakeControl),
    /** The process lives, its lock is held, its other threads run. */
    CONTROL_LOOPS(
            "control: its thread loops for ever",
            Drive.HAND,
            Expectation.STANDS,
            200,
            "as SIGSTOP",
            rig -> rig.sabotage(Role.CONTROL, Drive.HAND, Sabotage.LOOP)),
    /** Nobody would stop the wheels now if control died. */
    GUARD_KILLED(
            "guard: SIGKILL",
            Drive.HAND,
            Expectation.STANDS,
            260,
            "control believes it for 200 ms, and one period",
            rig -> rig.kill(Role.GUARD)),
    /** The same. */
    GUARD_STOPPED(
            "guard: SIGSTOP",
            Drive.HAND,
            Expectation.STANDS,
            260,
            "as SIGKILL",
            rig -> rig.pause(Role.GUARD)),
    /** No picture comes any more. */
    CAPTURE_KILLED(
            "capture: SIGKILL",
            Drive.FOLLOW,
            Expectation.STANDS,
            460,
            "--age-zero-ms 400, and one period",
            rig -> rig.kill(Role.CAPTURE)),
    /** A camera that freezes is this: no picture comes any more. */
    CAPTURE_STOPPED(
            "capture: SIGSTOP (camera frozen)",
            Drive.FOLLOW,
            Expectation.STANDS,
            460,
            "as SIGKILL",
            rig -> rig.pause(Role.CAPTURE)),
    /** No track comes any more. */
    TRACKER_KILLED(
            "tracker: SIGKILL",
            Drive.FOLLOW,
            Expectation.STANDS,
            460,
            "as capture",
            rig -> rig.kill(Role.TRACKER)),
    /** The same. */
    TRACKER_STOPPED(
            "tracker: SIGSTOP",
            Drive.FOLLOW,
            Expectation.STANDS,
            460,
            "as capture",
            rig -> rig.pause(Role.TRACKER)),
    /** Pictures come, with new times, and show nothing new. */
    CAPTURE_REPEATS(
            "camera: one picture again and again",
            Drive.FOLLOW,
            Expectation.STANDS,
            460,
            "the same picture is as old as the way driven under it; as capture",
            rig -> rig.sabotage(Role.CAPTURE, Drive.FOLLOW, Sabotage.FREEZE)),
    /** The tracker goes on by the pictures alone, but not for long. */
    DETECTOR_KILLED(
            "detector: SIGKILL",
            Drive.FOLLOW,
            Expectation.STANDS,
            3_000,
            "a target coasts after three times --doubt-ms 600, the robot for --coast-ms 1000",
            rig -> rig.kill(Role.DETECTOR)),
    /** The same. */
    DETECTOR_STOPPED(
            "detector: SIGSTOP",
            Drive.FOLLOW,
            Expectation.STANDS,
            3_000,
            "as SIGKILL",
            rig -> rig.pauseAlone(Role.DETECTOR)),
    /** Each box is somewhere else. */
    DETECTOR_JUMPS(
            "detector: boxes jump",
            Drive.FOLLOW,
            Expectation.STANDS,
            4_850,
            "a box in twenty is where the target was, by chance: in --unconfirmed-ms 4000 too few; then the ramp",
            rig -> rig.sabotage(Role.DETECTOR, Drive.FOLLOW, Sabotage.JUMPING_BOXES)),
    /** Whatever bits can say. */
    DETECTOR_GARBAGE(
            "detector: boxes are garbage",
            Drive.FOLLOW,
            Expectation.STANDS,
            3_000,
            "as jumping boxes, or, while none can be read, as SIGKILL",
            rig -> rig.sabotage(Role.DETECTOR, Drive.FOLLOW, Sabotage.GARBAGE_BOXES)),
    /** Changed commands are written at once, and fail. */
    I2C_REFUSES_MOTORS(
            "I2C: motors do not acknowledge",
            Drive.HAND,
            Expectation.STANDS_ONCE_HEALED,
            100,
            "zero is tried again at least every 20 ms",
            rig -> rig.breakBus(bench -> bench.failWrites(WriteFault.MOTORS))),
    /** Floor and battery cannot be read either. */
    I2C_REFUSES_ALL(
            "I2C: nothing is acknowledged",
            Drive.HAND,
            Expectation.STANDS_ONCE_HEALED,
            100,
            "zero is tried again at least every 20 ms",
            rig -> rig.breakBus(bench -> bench.failWrites(WriteFault.ALL))),
    /** The first zero of a STOP is lost. */
    I2C_REFUSES_ONCE(
            "I2C: one write fails, STOP",
            Drive.HAND,
            Expectation.STANDS,
            100,
            "as STOP: it is written again within the period",
            rig -> {
                rig.breakBus(bench -> bench.failNextWrites(1));
                return rig.pressStop();
            }),
    /** A round of control takes longer than the guard waits. */
    I2C_SLOW(
            "I2C: each call takes 50 ms, STOP",
            Drive.HAND,
            Expectation.STANDS,
            500,
            "a round under way has up to six calls, a stop has two; 50 ms each",
            rig -> {
                rig.breakBus(bench -> bench.slow(Duration.ofMillis(50)));
                return rig.pressStop();
            }),
    /** As a bus with a line held low. */
    I2C_STUCK(
            "I2C: each call blocks 100 ms, fails",
            Drive.HAND,
            Expectation.STANDS_ONCE_HEALED,
            100,
            "zero is tried again as soon as a call returns",
            rig -> rig.breakBus(bench -> bench.stuck(Duration.ofMillis(100)))),
    /**
     * Floor and battery are anything, at each reading. A hand could still drive, in jerks: to it a cliff is
     * one only as long as it is seen.
     */
    ANALOG_GARBAGE(
            "ADC: garbage",
            Drive.FOLLOW,
            Expectation.STANDS,
            1000,
            "chance: readings that jump again and again are none; of 50,000 runs none is later",
            rig -> rig.breakBus(bench -> bench.analog(AnalogFault.GARBAGE))),
    /** Nothing is known of the floor. */
    ANALOG_FAILS(
            "ADC: no readings",
            Drive.HAND,
            Expectation.STANDS,
            460,
            "readings are believed for 300 ms; three sensors take turns of 20 ms",
            rig -> rig.breakBus(bench -> bench.analog(AnalogFault.FAILS))),
    /** Something far gives no echo any more. */
    ECHO_LOST(
            "echo: none any more",
            Drive.HAND,
            Expectation.SLOWS,
            600,
            "three of five pulses, one each 50 ms; then the ramp",
            rig -> rig.breakBus(bench -> bench.noEcho())),
    /** The pin cannot be read. */
    ECHO_FAILS(
            "echo: sensor fails",
            Drive.HAND,
            Expectation.SLOWS,
            700,
            "an echo is believed for 300 ms; then the ramp",
            rig -> rig.breakBus(bench -> bench.echo(EchoFault.FAILS))),
    /** The sensor's thread does not come back. */
    ECHO_HANGS(
            "echo: sensor hangs",
            Drive.HAND,
            Expectation.SLOWS,
            700,
            "as a sensor that fails",
            rig -> rig.breakBus(bench -> bench.echo(EchoFault.HANGS))),
    /** As a foot that steps in front of it. */
    ECHO_NEAR(
            "echo: suddenly 0.1 m",
            Drive.HAND,
            Expectation.STANDS,
            460,
            "three of five pulses, one each 50 ms, and one period",
            rig -> rig.breakBus(bench -> bench.echoFrom(0.1))),
    /** One of the three is enough. */
    CLIFF(
            "floor: cliff on the left",
            Drive.HAND,
            Expectation.STANDS,
            260,
            "each sensor is read every 80 ms at most; two readings",
            rig -> rig.breakBus(bench -> bench.floor(100, 1000, 1000))),
    /** Slower with what is left. */
    BATTERY_LOW(
            "battery: 6.3 V",
            Drive.HAND,
            Expectation.SLOWS,
            2500,
            "three of five readings, one each 500 ms; then the ramp",
            rig -> rig.breakBus(bench -> bench.battery(6.3))),
    /** Before the computer goes out with the wheels turning. */
    BATTERY_EMPTY(
            "battery: 5.9 V",
            Drive.HAND,
            Expectation.STANDS,
            2500,
            "three of five readings, one each 500 ms",
            rig -> rig.breakBus(bench -> bench.battery(5.9))),
    /** Under everybody. */
    REGION_REMOVED(
            "region: file removed",
            Drive.HAND,
            Expectation.STANDS,
            200,
            "every stage looks in each round",
            Rig::removeRegion),
    /** The same, and touching what is gone is a bus error. */
    REGION_CUT(
            "region: file cut short",
            Drive.HAND,
            Expectation.STANDS,
            200,
            "every stage looks in each round, or dies of it",
            Rig::cutRegion),
    /** STOP is no command: it waits behind none. */
    COMMAND_FLOOD(
            "commands: 4 senders without pause, STOP",
            Drive.HAND,
            Expectation.STANDS,
            100,
            "as STOP",
            Rig::floodAndStop),
    /** Nobody restarts anything any more; control and guard watch each other. */
    LAUNCHER_KILLED(
            "launcher: SIGKILL",
            Drive.HAND,
            Expectation.GOES_ON,
            0,
            "by design: it restarts what died and is needed for nothing else",
            Rig::killLauncher),
    /** Somebody sets the clock, or the network does. */
    CLOCK_FORWARD(
            "clock: a day forward",
            Drive.FOLLOW,
            Expectation.GOES_ON,
            0,
            "no decision asks for the hour",
            rig -> rig.jumpClock(Drive.FOLLOW, Duration.ofDays(1))),
    /** The same. */
    CLOCK_BACK(
            "clock: a day back",
            Drive.HAND,
            Expectation.GOES_ON,
            0,
            "no decision asks for the hour",
            rig -> rig.jumpClock(Drive.HAND, Duration.ofDays(-1))),
    /** The hand is gone, or its connection. */
    HAND_GONE(
            "hand: command not renewed",
            Drive.HAND,
            Expectation.STANDS,
            540,
            "each command lives 500 ms, and one period",
            Rig::letGo),
    /** The measure of all. */
    STOP_PRESSED(
            "STOP pressed",
            Drive.HAND,
            Expectation.STANDS,
            100,
            "one period, and the two writes",
            Rig::pressStop);

    /** Does it. */
    @FunctionalInterface
    interface Act {
        /** Returns when, just before it, CLOCK_MONOTONIC nanoseconds. */
        long on(Rig rig);
    }

    private final String title;
    private final Drive drive;
    private final Expectation expectation;
    private final long limitMillis;
    private final String reason;

    /** Stateless, each of them. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Act act;

    Fault(
            String title,
            Drive drive,
            Expectation expectation,
            long limitMillis,
            String reason,
            Act act) {
        this.title = title;
        this.drive = drive;
        this.expectation = expectation;
        this.limitMillis = limitMillis;
        this.reason = reason;
        this.act = act;
    }

    String title() {
        return title;
    }

    Drive drive() {
        return drive;
    }

    Expectation expectation() {
        return expectation;
    }

    long limitMillis() {
        return limitMillis;
    }

    /** Returns where the limit comes from. */
    String reason() {
        return reason;
    }

    long act(Rig rig) {
        return act.on(rig);
    }

    /** Returns whether it needs a robot whose clock can be set. */
    boolean setsClock() {
        return this == CLOCK_FORWARD || this == CLOCK_BACK;
    }
}
