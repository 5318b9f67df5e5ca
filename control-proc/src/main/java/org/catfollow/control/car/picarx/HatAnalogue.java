package org.catfollow.control.car.picarx;

import java.io.IOException;
import java.util.List;
import org.catfollow.control.car.SensorReadings;

/**
 * Reads the analogue inputs, one at a call, so that a control period has at most one more transaction of
 * 0.7 ms (two telegrams of seven bytes in all at 100 kHz): the three floor sensors in turn, the battery
 * at every twenty-fifth call. A read that fails leaves the old value and its time. For the control thread.
 *
 * <p>They are the only transactions of a car that stands or goes on as it goes, so what is learned here is
 * whether the microcontroller was away meanwhile.
 */
final class HatAnalogue {
    private static final int BATTERY_CHANNEL = 4;
    private static final int BATTERY_EVERY = 25;

    private final Hat hat;
    private final int[] cliffReferences = new int[SensorReadings.GRAYSCALES];
    private final int[] floor = new int[SensorReadings.GRAYSCALES];
    private final long[] floorNanos = new long[SensorReadings.GRAYSCALES];
    private int call;
    private int nextFloor;
    private boolean failed;
    private boolean turned;

    HatAnalogue(Hat hat) {
        this.hat = hat;
    }

    /** Takes over at which readings the sensors see no floor. */
    void cliffReferences(List<Integer> references) {
        for (int i = 0; i < cliffReferences.length; i++) {
            cliffReferences[i] = references.get(i);
        }
    }

    /** Returns whether the last read failed after one that had not, or went well after one that had. */
    boolean beganToFailOrToAnswer() {
        return turned;
    }

    void readNext(SensorReadings out, long nowNanos) {
        boolean battery = call == 0;
        call = (call + 1) % BATTERY_EVERY;
        boolean failedBefore = failed;
        try {
            if (battery) {
                out.batteryVolts = HatRegisters.batteryVolts(hat.readAdc(BATTERY_CHANNEL));
                out.batteryNanos = nowNanos;
            } else {
                int channel = nextFloor;
                // Also after a failure: one sensor that is broken keeps no other from being read.
                nextFloor = (nextFloor + 1) % floor.length;
                floor[channel] = hat.readAdc(channel);
                floorNanos[channel] = nowNanos;
            }
            failed = false;
        } catch (IOException e) {
            // Its age says so; whoever needs it judges that.
            failed = true;
        }
        turned = failed != failedBefore;
        long oldest = floorNanos[0];
        for (int i = 0; i < floor.length; i++) {
            out.grayscale[i] = floor[i];
            out.grayscaleEachNanos[i] = floorNanos[i];
            out.cliffReference[i] = cliffReferences[i];
            oldest = floorNanos[i] < oldest ? floorNanos[i] : oldest;
        }
        out.grayscaleNanos = oldest;
    }
}
