package org.catfollow.systemtests.hat;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.catfollow.systemtests.hat.Deaths.Death;

/**
 * Tries a robot on the Robot HAT of the rig, one line a check; {@code hat.sh} starts it. Its exit code is 0
 * when all is well.
 */
public final class HatRig {
    private final RigOptions options;
    private final Said said;

    private HatRig(RigOptions options, Said said) {
        this.options = options;
        this.said = said;
    }

    /** Tries it. */
    public static void main(String[] args) {
        Said said = new Said(System.out);
        try {
            new HatRig(RigOptions.parse(List.of(args)), said).run();
        } catch (RigFailure e) {
            said.failed(e.getMessage());
        } catch (IOException | RuntimeException e) {
            said.failed("not tried to the end: " + e);
            throw new IllegalStateException(e);
        }
        if (said.failures() > 0) {
            throw new IllegalStateException(said.failures() + " failed");
        }
    }

    private void run() throws IOException {
        try (Telegrams telegrams = new Telegrams(options)) {
            said.check("the library and the stand-in in Java do the same", telegrams::compare);
            said.check("a line has one holder in all processes", telegrams::refuseASecondHolder);
        }
        try (Stalls stalls = new Stalls()) {
            tryRobots(stalls);
        }
    }

    private void tryRobots(Stalls stalls) throws IOException {
        Deaths emulated;
        try (Robot robot = Robot.emulated(options)) {
            said.check("guard and control open the HAT by Pi4J", robot::start);
            ByHand hand = new ByHand(robot, options.texts());
            said.check("the vendor's calibration is in the registers", hand::vendorsCalibration);
            emulated = new Deaths(robot, stalls, options.trials());
            // It ends the control that has the vendor's calibration; the next has one of our own.
            said.check("a control that was killed is started again", emulated::killOnce);
            said.check(
                    "forward 50, steer 20, stop: the registers are those derived by hand",
                    hand::drive);
            said.check("the sensors are read", new Sensing(robot)::read);
            said.check("the camera pans and tilts", hand::panAndTilt);
            breakBus(robot, stalls);
            said.check("SIGSTOP of control", () -> emulated.try_(Death.STOPPED));
            said.check("SIGKILL of control", () -> emulated.try_(Death.KILLED));
            said.check("a guard that holds", emulated::measureHolding);
            said.check("both end when asked to, with the wheels at zero", robot::end);
        }
        compareWithoutEmulation(emulated, stalls);
    }

    private void breakBus(Robot robot, Stalls stalls) {
        BusFaults faults = new BusFaults(robot, stalls);
        for (BusFault fault : BusFault.values()) {
            Supplier<String> judge = () -> faults.judge(fault);
            said.check("I2C: " + fault.text(), judge);
        }
        said.check(
                "I2C: the microcontroller begins anew, and is deaf for 5 ms",
                new ShortReset(robot)::judge);
    }

    /** The same guard, and the same deaths, on this machine's own processor. */
    private void compareWithoutEmulation(Deaths emulated, Stalls stalls) throws IOException {
        try (Robot robot = Robot.ofThisMachine(options)) {
            said.check("without emulation: the same on the stand-in in Java", robot::start);
            Deaths here = new Deaths(robot, stalls, options.trials());
            said.check("without emulation: SIGSTOP of control", () -> here.try_(Death.STOPPED));
            said.check("without emulation: SIGKILL of control", () -> here.try_(Death.KILLED));
            said.check("without emulation: a guard that holds", here::measureHolding);
            said.check("emulation", () -> emulated.comparedWith(here));
            said.check("without emulation: both end when asked to", robot::end);
        }
    }
}
