package org.catfollow.cli.drive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.SimulatedCarState;
import org.catfollow.shm.slots.SimulatedSensors;
import org.catfollow.shm.slots.Track;

/**
 * A drive frame by frame, as CSV, for whoever wants to see how it came about: how the car drove, and what
 * was followed. One thread.
 */
final class DriveTrace {
    private static final String HEADING =
            "seconds,frame,state,reason,limit,speedCommand,steeringCommand,panCommand,tiltCommand,"
                    + "speed,x,y,heading,echo,clearance,nearest,touches,cat,error";

    private static final String FOLLOWED_HEADING =
            "frame,state,track,trackState,trackReason,score,x,y,width,height,detectionFrame,on";

    private final List<String> lines = new ArrayList<>(List.of(HEADING));
    private final List<String> followed = new ArrayList<>(List.of(FOLLOWED_HEADING));

    /** Adds a frame; {@code error} is NaN where the cat is not seen. */
    void add(
            double seconds,
            long frameId,
            ControlStatus told,
            SimulatedCarState car,
            SimulatedSensors sensed,
            double error) {
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%.3f,%d,%s,%s,%s,%.4f,%.3f,%.3f,%.3f,%.4f,%.4f,%.4f,%.2f,%s,%.4f,%s,%d,%s,%s",
                        seconds,
                        frameId,
                        told.state,
                        told.reason,
                        told.limit,
                        told.speedMetresPerSecond,
                        told.steeringDegrees,
                        told.panDegrees,
                        told.tiltDegrees,
                        car.speedMetresPerSecond,
                        car.xMetres,
                        car.yMetres,
                        car.headingDegrees,
                        known(sensed.echoMetres, sensed.echoMetres != SimulatedSensors.NO_ECHO),
                        sensed.clearanceMetres,
                        sensed.nearest,
                        sensed.touches,
                        known(sensed.catMetres, sensed.catMetres < Float.MAX_VALUE),
                        known(error, !Double.isNaN(error))));
    }

    /** Adds what was followed in a frame of which everything is known: what the track's box is on. */
    void addFollowed(GroundTruth truth, Track track, ControlState state) {
        GroundTruth.Thing thing = TrackMatch.of(track, truth);
        followed.add(
                String.format(
                        Locale.ROOT,
                        "%d,%s,%d,%s,%s,%.2f,%.1f,%.1f,%.1f,%.1f,%d,%s",
                        truth.frameId,
                        state,
                        track.trackId,
                        track.state,
                        track.reason,
                        track.score,
                        track.x,
                        track.y,
                        track.width,
                        track.height,
                        track.detectionFrameId,
                        thing == null ? "" : thing.kind));
    }

    private static String known(double value, boolean isKnown) {
        return isKnown ? String.format(Locale.ROOT, "%.4f", value) : "";
    }

    /** Returns how it drove, heading and lines. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Returns what it followed, heading and lines. */
    List<String> followedLines() {
        return List.copyOf(followed);
    }
}
