package org.catfollow.capture.source;

/**
 * What {@link FrameSources} is asked to open.
 *
 * @param address the value of {@code --source}, taken apart
 * @param loop whether a source that ends begins again
 * @param slot the largest picture that the ring takes
 * @param settings what the other flags say
 * @param world what they say about a world that answers to the robot
 * @param robot whom it answers to
 */
public record SourceRequest(
        SourceAddress address,
        boolean loop,
        SlotSize slot,
        SourceSettings settings,
        WorldSettings world,
        SimulatedRobot robot) {
    /** Makes a request for a source that knows of no robot. */
    SourceRequest(SourceAddress address, boolean loop, SlotSize slot, SourceSettings settings) {
        this(address, loop, slot, settings, WorldSettings.DEFAULT, SimulatedRobot.NONE);
    }

    /** Returns a request with nothing but the source asked for. */
    static SourceRequest of(String source, boolean loop, SlotSize slot) {
        return new SourceRequest(SourceAddress.parse(source), loop, slot, SourceSettings.DEFAULT);
    }

    /** Returns the source as people name it: {@code --source v4l2:/dev/video0}. */
    String name() {
        return "--source " + address;
    }

    /** Returns the request for a slot of another size. */
    SourceRequest with(SlotSize other) {
        return new SourceRequest(address, loop, other, settings, world, robot);
    }

    /** Returns the request with other settings. */
    SourceRequest with(SourceSettings other) {
        return new SourceRequest(address, loop, slot, other, world, robot);
    }
}
