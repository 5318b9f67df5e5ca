package org.catfollow.view.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameWriter;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.shm.slots.Tracks;
import org.catfollow.shm.slots.TracksCell;
import org.catfollow.shm.waiting.Waker;
import org.catfollow.view.events.Announcer;
import org.catfollow.view.live.LiveRegion;
import org.catfollow.view.live.Looks;
import org.catfollow.view.metrics.ViewCounters;
import org.catfollow.view.pictures.PictureKind;
import org.catfollow.view.pictures.PictureMaker;
import org.catfollow.view.pictures.Viewers;

/**
 * A region on which a test plays capture and tracker, with the web server and the thread that makes
 * pictures. Each frame is of one grey, 10 times its id, and the target's left edge is its id.
 */
final class PlayedRobot implements AutoCloseable {
    static final String TOKEN = "a-token-of-the-test";
    static final Geometry GEOMETRY = new Geometry(8, 160, 120);
    private static final Duration SECOND = Duration.ofSeconds(1);

    final Region region;
    final ViewCounters counters = new ViewCounters();
    final Viewers viewers;
    final WebServer server;
    private final LiveRegion live;
    private final Announcer announcer;
    private final RoleClaim capture;
    private final RoleClaim tracker;
    private final FrameWriter writer;
    private final TwoCellWriter<Track> tracks;
    private final TwoCellWriter<Tracks> lists;
    private final Waker waker;
    private final Track track = new Track();
    private final Tracks list = new Tracks();
    private final Thread pictures;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closing;
    private volatile boolean playing;
    private Thread player;

    PlayedRobot(Path folder, int mostClients, Duration patience) {
        NativeLibraries.loadOpenCv();
        RegionFiles files = new RegionFiles(folder.resolve("region"));
        RegionCreator.createIfMissing(files, GEOMETRY, SECOND);
        region = Region.attach(files, SECOND);
        capture = region.claim(Role.CAPTURE);
        tracker = region.claim(Role.TRACKER);
        writer = capture.frameWriter();
        tracks = tracker.stateWriter(StateSlot.TRACK, TrackCell.CODEC);
        lists = tracker.stateWriter(StateSlot.TRACKS, TracksCell.CODEC);
        waker = tracker.stateWaker(StateSlot.TRACK);
        live = new LiveRegion(files);
        live.enter(Region.attach(files, SECOND));
        Looks looks = new Looks(live);
        viewers = new Viewers(mostClients, new PictureKind(75, Set.of()));
        announcer = new Announcer(looks, mostClients);
        announcer.start();
        WebSettings settings =
                new WebSettings(
                        "127.0.0.1",
                        0,
                        List.of("robot.local"),
                        TOKEN,
                        mostClients,
                        0,
                        75,
                        patience,
                        () -> true);
        server = new WebServer(settings, live, looks, viewers, announcer, counters);
        server.start();
        pictures = new Thread(() -> makePictures(looks), "pictures");
        pictures.start();
    }

    private void makePictures(Looks looks) {
        try (LiveRegion.Lease lease = live.lease().orElseThrow();
                PictureMaker maker = new PictureMaker(lease.region(), viewers, looks, counters)) {
            while (!closing) {
                maker.round();
                server.look();
            }
        } finally {
            ended.countDown();
        }
    }

    /** Writes one frame and its track; returns its id. */
    synchronized long frame() {
        long next = writer.claim();
        FrameDescription frame = new FrameDescription();
        frame.widthPixels = GEOMETRY.maxWidthPixels();
        frame.heightPixels = GEOMETRY.maxHeightPixels();
        frame.strideBytes = frame.widthPixels * 3;
        frame.captureNanos = System.nanoTime();
        byte[] row = new byte[frame.strideBytes];
        Arrays.fill(row, (byte) (next * 10));
        for (int y = 0; y < frame.heightPixels; y++) {
            writer.pixels().put(y * frame.strideBytes, row);
        }
        writer.commit(frame);
        track.frameId = frame.frameId;
        track.captureNanos = frame.captureNanos;
        track.publishNanos = System.nanoTime();
        track.trackId = 1;
        track.state = TrackState.CONFIRMED;
        track.score = 1;
        track.x = frame.frameId % 100;
        track.y = 10;
        track.width = 20;
        track.height = 30;
        track.frameWidth = frame.widthPixels;
        track.frameHeight = frame.heightPixels;
        list.clear();
        list.frameId = frame.frameId;
        list.captureNanos = frame.captureNanos;
        list.targetId = 1;
        list.newestId = 1;
        lists.write(list);
        tracks.write(track);
        waker.wake();
        return frame.frameId;
    }

    /** Goes on writing frames, 100 a second, until the end. */
    void play() {
        playing = true;
        player =
                new Thread(
                        () -> {
                            while (playing) {
                                frame();
                                LockSupport.parkNanos(10_000_000);
                            }
                        },
                        "player");
        player.start();
    }

    int port() {
        return server.port();
    }

    /** Sends a request as browsers do; more headers are name, value, name, value. */
    HttpResponse<byte[]> ask(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                        .timeout(Duration.ofSeconds(10))
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        playing = false;
        closing = true;
        try {
            if (player != null) {
                player.join();
            }
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
        announcer.close();
        live.leave("the test ends");
        capture.close();
        tracker.close();
        region.close();
    }
}
