package org.catfollow.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.catfollow.control.car.SimulatedCar;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;

/**
 * A pinhole camera on a simulated car and a tracker without flaws but jitter and delay: projects a cat,
 * an upright post on the floor, into a box. Written apart from the control law on purpose.
 */
final class FakeCamera {
    static final double CAT_HEIGHT_METRES = 0.25;
    static final double CAT_WIDTH_METRES = 0.2;
    static final long FRAME_NANOS = 33_333_333;
    private static final double CAMERA_HEIGHT_METRES = 0.12;
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    private final SimulatedCar car;
    private final Random random;
    private final long delayNanos;
    private final double jitter;
    private final Pose pose = new Pose();
    private final Deque<Track> onTheWay = new ArrayDeque<>();
    private Track newest = new Track();
    private long nextFrameNanos;
    private long frameId;
    private int framesWithCat;
    private int framesWithout;
    private long trackId;
    private boolean lost = true;

    double catX;
    double catY;
    double largestSize;

    FakeCamera(SimulatedCar car, Random random, long delayNanos, double jitter) {
        this.car = car;
        this.random = random;
        this.delayNanos = delayNanos;
        this.jitter = jitter;
    }

    /** Takes a frame if it is time, and returns the newest track that has come through. */
    Track at(long nowNanos) {
        if (nowNanos >= nextFrameNanos) {
            nextFrameNanos = nowNanos + FRAME_NANOS;
            onTheWay.add(take(nowNanos));
        }
        while (!onTheWay.isEmpty() && onTheWay.peek().captureNanos + delayNanos <= nowNanos) {
            newest = onTheWay.remove();
        }
        return newest;
    }

    double distanceMetres() {
        car.pose(pose);
        return pose.distanceMetres(catX, catY);
    }

    private Track take(long nowNanos) {
        Track track = new Track();
        track.frameId = ++frameId;
        track.captureNanos = nowNanos;
        track.frameWidth = WIDTH;
        track.frameHeight = HEIGHT;
        boolean visible = project(track);
        framesWithCat = visible ? framesWithCat + 1 : 0;
        framesWithout = visible ? 0 : framesWithout + 1;
        if (visible && lost) {
            trackId++;
            lost = false;
        }
        lost |= framesWithout > 30;
        track.trackId = trackId;
        if (trackId == 0) {
            track.state = TrackState.NONE;
        } else if (lost) {
            track.state = TrackState.LOST;
        } else if (!visible) {
            track.state = TrackState.COASTING;
        } else {
            track.state = framesWithCat < 4 ? TrackState.TENTATIVE : TrackState.CONFIRMED;
        }
        return track;
    }

    private boolean project(Track track) {
        car.pose(pose);
        double yaw = Math.toRadians(pose.headingDegrees - car.panDegrees());
        double pitch = Math.toRadians(car.tiltDegrees());
        double dx = catX - pose.xMetres;
        double dy = catY - pose.yMetres;
        double ahead = dx * Math.cos(yaw) + dy * Math.sin(yaw);
        double right = dx * Math.sin(yaw) - dy * Math.cos(yaw);
        double fx = WIDTH / 2.0 / Math.tan(Math.toRadians(27));
        double fy = HEIGHT / 2.0 / Math.tan(Math.toRadians(20.5));
        double top = CAT_HEIGHT_METRES - CAMERA_HEIGHT_METRES;
        double depthTop = ahead * Math.cos(pitch) + top * Math.sin(pitch);
        double depthFoot = ahead * Math.cos(pitch) - CAMERA_HEIGHT_METRES * Math.sin(pitch);
        if (depthTop < 0.05 || depthFoot < 0.05) {
            return false;
        }
        double yTop =
                HEIGHT / 2.0 - fy * (top * Math.cos(pitch) - ahead * Math.sin(pitch)) / depthTop;
        double yFoot =
                HEIGHT / 2.0
                        - fy
                                * (-CAMERA_HEIGHT_METRES * Math.cos(pitch)
                                        - ahead * Math.sin(pitch))
                                / depthFoot;
        double depth = (depthTop + depthFoot) / 2;
        double half = CAT_WIDTH_METRES / 2;
        double xLeft = WIDTH / 2.0 + fx * (right - half) / depth;
        double xRight = WIDTH / 2.0 + fx * (right + half) / depth;
        double middle = (xLeft + xRight) / 2;
        if (middle < 0 || middle > WIDTH || yTop > HEIGHT || yFoot < 0) {
            return false;
        }
        largestSize = Math.max(largestSize, (yFoot - yTop) / HEIGHT);
        // A detector's box ends at the picture's edge.
        double boxTop = Math.max(0, yTop);
        double boxHeight = Math.min(HEIGHT, yFoot) - boxTop;
        track.x = (float) (Math.max(0, xLeft) + noise());
        track.y = (float) (boxTop + noise());
        track.width = (float) (Math.min(WIDTH, xRight) - Math.max(0, xLeft));
        track.height = (float) (boxHeight * (1 + jitter * random.nextGaussian()));
        return true;
    }

    private double noise() {
        return jitter * 100 * random.nextGaussian();
    }
}
