package org.catfollow.detector.looks;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.catfollow.detector.preprocess.Crop;
import org.catfollow.runtime.vision.RegionOfInterest;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;

/** What holds for each crop, whatever the frame, the region of interest and the box. */
class SecondLookPropertiesTest {
    @Property
    void isInsideOfFrameAndRegionContainsTheBoxsCentreAndMagnifies(
            @ForAll @IntRange(min = 16, max = 4_000) int width,
            @ForAll @IntRange(min = 16, max = 4_000) int height,
            @ForAll @DoubleRange(min = 0, max = 0.9) double left,
            @ForAll @DoubleRange(min = 0, max = 0.9) double top,
            @ForAll @DoubleRange(min = 0.05, max = 1) double share,
            @ForAll @FloatRange(min = 0, max = 1) float centreX,
            @ForAll @FloatRange(min = 0, max = 1) float centreY,
            @ForAll @FloatRange(min = 0, max = 500) float boxWidth,
            @ForAll @FloatRange(min = 0, max = 500) float boxHeight,
            @ForAll @IntRange(min = 1, max = 640) int inputSide) {
        RegionOfInterest roi =
                new RegionOfInterest(
                        left, top, Math.min(share, 1 - left), Math.min(share, 1 - top));
        Crop region = new Crop();
        region.set(roi, width, height);
        Track track = new Track();
        track.trackId = 1;
        track.state = TrackState.CONFIRMED;
        track.x = region.x + centreX * region.width - boxWidth / 2;
        track.y = region.y + centreY * region.height - boxHeight / 2;
        track.width = boxWidth;
        track.height = boxHeight;
        LastSeen seen = new LastSeen();
        seen.track(track);
        FrameDescription frame = new FrameDescription();
        frame.widthPixels = width;
        frame.heightPixels = height;
        Crop crop = new Crop();
        boolean looks =
                new SecondLook(LookSettings.USUAL.in(roi), 1_000)
                        .aim(frame, new Detections(), seen, inputSide, crop);
        Assume.that(looks);
        assertThat(crop.x).isGreaterThanOrEqualTo(Math.max(0, region.x));
        assertThat(crop.y).isGreaterThanOrEqualTo(Math.max(0, region.y));
        assertThat(crop.width).isBetween(1, region.width);
        assertThat(crop.height).isBetween(1, region.height);
        assertThat(crop.x + crop.width).isLessThanOrEqualTo(region.x + region.width);
        assertThat(crop.y + crop.height).isLessThanOrEqualTo(region.y + region.height);
        assertThat(region.x + region.width).isLessThanOrEqualTo(width);
        assertThat(region.y + region.height).isLessThanOrEqualTo(height);
        assertThat(crop.contains(seen.centreX(), seen.centreY())).as("%s", crop).isTrue();
        assertThat(1.5 * Math.max(crop.width, crop.height))
                .isLessThanOrEqualTo(Math.max(region.width, region.height));
    }
}
