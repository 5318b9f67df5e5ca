package org.catfollow.shm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.images.ImageLease;
import org.catfollow.shm.images.ImageStore;
import org.catfollow.shm.images.ImageStoreReader;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.shm.ring.FrameWriter;

/** What tests let another process do. */
public final class ChildProgram {
    /** The geometry of all regions that tests make. */
    public static final Geometry SMALL = new Geometry(4, 64, 64);

    /** How long {@code await} waits for a frame that nobody announces. */
    public static final long WAIT_NANOS = 80_000_000_000L;

    private ChildProgram() {}

    /** Runs what the first argument names on the region that the second names. */
    public static void main(String[] arguments) throws IOException {
        RegionFiles files = new RegionFiles(Path.of(arguments[1]));
        switch (arguments[0]) {
            case "create" -> create(files);
            case "hold" -> hold(files);
            case "await" -> await(files);
            case "write" -> write(files);
            case "send" -> send(files, Long.parseLong(arguments[2]));
            case "own" -> own(files.region());
            case "lease" -> lease(files.region(), arguments[2]);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static void pause() throws IOException {
        if (System.in.read() < 0) {
            throw new IOException("the test has gone");
        }
    }

    private static void create(RegionFiles files) throws IOException {
        say("ready");
        pause();
        boolean made = RegionCreator.createIfMissing(files, SMALL, Duration.ofSeconds(10));
        say(made ? "made" : "found");
    }

    private static void hold(RegionFiles files) throws IOException {
        try (Region region = Region.attach(files, Duration.ofSeconds(5));
                RoleClaim claim = region.claim(Role.CONTROL)) {
            say("held " + claim.row().epoch());
            pause();
        }
        say("released");
        pause();
    }

    private static void own(Path file) throws IOException {
        ImageStore store = ImageStore.create(file, 1, 100);
        store.putJpeg("a", 1, 1, ByteBuffer.wrap(new byte[] {7}));
        say("owned");
        pause();
        store.close();
    }

    private static void lease(Path store, String key) throws IOException {
        try (ImageStoreReader reader = ImageStoreReader.open(store);
                ImageLease lease = reader.lease(key).orElseThrow()) {
            say("leased " + lease.bytes().get(0));
            pause();
            say("still " + lease.bytes().get(0));
        }
        pause();
    }

    private static void await(RegionFiles files) throws IOException {
        try (Region region = Region.attach(files, Duration.ofSeconds(5));
                FrameReader reader = region.frameReader()) {
            say("waiting");
            boolean came = reader.awaitNewer(0, WAIT_NANOS);
            say("came " + came + " " + reader.newestFrame());
        }
    }

    /** Sends commands numbered from {@code first} as fast as there is room, and says which went out. */
    private static void send(RegionFiles files, long first) throws IOException {
        try (Region region = Region.attach(files, Duration.ofSeconds(5))) {
            Command command = new Command();
            command.kind = CommandKind.CAT_LOCATION;
            command.expiresNanos = Long.MAX_VALUE;
            long number = first;
            while (System.in.available() == 0) {
                command.x = number;
                command.senderPid = number;
                if (region.send(command, Duration.ofSeconds(10)) > 0) {
                    say("sent " + number);
                    number++;
                } else {
                    // Not a pause: the more senders crowd, the more the lock has to do.
                    Thread.onSpinWait();
                }
            }
        }
    }

    private static void write(RegionFiles files) throws IOException {
        try (Region region = Region.attach(files, Duration.ofSeconds(5));
                RoleClaim claim = region.claim(Role.CAPTURE)) {
            FrameWriter writer = claim.frameWriter();
            FrameDescription frame = new FrameDescription();
            frame.widthPixels = 64;
            frame.heightPixels = 64;
            frame.strideBytes = 192;
            frame.stamped = true;
            say("writing");
            while (System.in.available() == 0) {
                for (int i = 0; i < 1000; i++) {
                    long frameId = writer.claim();
                    frame.captureNanos = frameId;
                    writer.commit(frame);
                }
            }
            say("wrote " + region.frameReader().newestFrame());
        }
    }
}
