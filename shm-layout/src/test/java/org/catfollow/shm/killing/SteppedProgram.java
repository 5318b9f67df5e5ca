package org.catfollow.shm.killing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.catfollow.shm.ChildProgram;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandReceiver;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionException;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameWriter;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.waiting.Waker;

/**
 * What {@link SteppedJvm} runs: one thread for each region named on its input. Each prepares itself,
 * having done the very operation before, and waits for its {@code go}.
 */
public final class SteppedProgram {
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Map<String, Semaphore> PREPARED = new ConcurrentHashMap<>();

    private SteppedProgram() {}

    /** An operation that is ready to be done. */
    private interface Operation {
        String run();
    }

    /** Obeys {@code prepare OPERATION REGION} and {@code go REGION}. */
    public static void main(String[] arguments) throws IOException {
        BufferedReader input =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("go")) {
                PREPARED.get(words[1]).release();
            } else {
                start(words[1], words[2]);
            }
        }
    }

    private static void start(String operation, String region) {
        Semaphore go = new Semaphore(0);
        PREPARED.put(region, go);
        Thread thread =
                new Thread(
                        () -> {
                            Operation ready = prepare(operation, new RegionFiles(Path.of(region)));
                            say("prepared " + region);
                            go.acquireUninterruptibly();
                            String answer = ready.run();
                            end();
                            say(answer);
                        },
                        region);
        thread.setDaemon(true);
        thread.start();
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Where the steps of an operation end; the test looks for its name. */
    static void end() {}

    /** Where control would obey a command; the test looks for its name. */
    static void obey(ByteBuffer wheels, long sequence) {
        wheels.putLong(0, sequence);
    }

    private static Operation prepare(String operation, RegionFiles files) {
        return switch (operation) {
            case "frame" -> frame(files);
            case "detections" -> detections(files);
            case "track" -> track(files);
            case "enter" -> enter(files);
            case "send" -> send(files);
            case "receive" -> receive(files);
            case "create" -> create(files);
            case "remove" -> remove(files);
            default -> throw new IllegalArgumentException(operation);
        };
    }

    // What is attached or claimed here stays so until the process is killed.

    private static Operation frame(RegionFiles files) {
        FrameWriter writer = attach(files).claim(Role.CAPTURE).frameWriter();
        for (int i = 0; i < Contents.FRAMES_BEFORE; i++) {
            write(writer);
        }
        return () -> write(writer);
    }

    private static String write(FrameWriter writer) {
        long frameId = writer.claim();
        byte[] rows = new byte[Contents.FRAME_BYTES / 4];
        Arrays.fill(rows, (byte) frameId);
        for (int quarter = 0; quarter < 4; quarter++) {
            writer.pixels().put(quarter * rows.length, rows);
        }
        FrameDescription frame = Contents.frame(frameId);
        writer.commit(frame);
        return "wrote " + frameId;
    }

    private static Operation detections(RegionFiles files) {
        RoleClaim claim = attach(files).claim(Role.DETECTOR);
        TwoCellWriter<Detections> writer =
                claim.stateWriter(StateSlot.DETECTIONS, DetectionsCell.CODEC);
        Waker waker = claim.stateWaker(StateSlot.DETECTIONS);
        for (int value = 1; value <= Contents.VALUES_BEFORE; value++) {
            writer.write(Contents.detections(value));
            waker.wake();
        }
        return () -> {
            writer.write(Contents.detections(Contents.VALUES_BEFORE + 1));
            waker.wake();
            return "written";
        };
    }

    private static Operation track(RegionFiles files) {
        RoleClaim claim = attach(files).claim(Role.TRACKER);
        TwoCellWriter<Track> writer = claim.stateWriter(StateSlot.TRACK, TrackCell.CODEC);
        Waker waker = claim.stateWaker(StateSlot.TRACK);
        for (int value = 1; value <= Contents.VALUES_BEFORE; value++) {
            writer.write(Contents.track(value));
            waker.wake();
        }
        return () -> {
            writer.write(Contents.track(Contents.VALUES_BEFORE + 1));
            waker.wake();
            return "written";
        };
    }

    private static Operation enter(RegionFiles files) {
        Region region = attach(files);
        try (RoleClaim first = region.claim(Role.TRACKER)) {
            first.row().lastError(Contents.FIRST_ERROR, 1);
            first.row().add(Counter.FRAMES, Contents.FRAMES_OF_THE_FIRST);
        }
        return () -> {
            RoleClaim second = region.claim(Role.TRACKER);
            second.row().lastError(Contents.SECOND_ERROR, 2);
            return "entered " + second.row().epoch();
        };
    }

    private static Operation send(RegionFiles files) {
        Region region = attach(files);
        region.send(Contents.command(1), WAIT);
        return () -> "sent " + region.send(Contents.command(2), WAIT);
    }

    private static Operation receive(RegionFiles files) {
        Region region = attach(files);
        region.send(Contents.command(1), WAIT);
        RoleClaim claim = region.claim(Role.CONTROL);
        CommandReceiver receiver = claim.commandReceiver();
        Waker waker = claim.commandWaker();
        Operation take = () -> take(receiver, waker);
        take.run();
        return take;
    }

    /** As control does it. */
    private static String take(CommandReceiver receiver, Waker waker) {
        Command command = new Command();
        ByteBuffer wheels = ByteBuffer.allocateDirect(8);
        long sequence = receiver.next(command);
        receiver.take(sequence);
        obey(wheels, sequence);
        receiver.answer(sequence, CommandResult.ACCEPTED);
        waker.wake();
        return "obeyed " + sequence;
    }

    private static Operation create(RegionFiles files) {
        RegionFiles other = other(files);
        RegionCreator.createIfMissing(other, ChildProgram.SMALL, WAIT);
        RegionCreator.removeIfUnused(other);
        return () -> {
            try {
                boolean made = RegionCreator.createIfMissing(files, ChildProgram.SMALL, WAIT);
                return made ? "made" : "found";
            } catch (RegionException e) {
                return e.getMessage();
            }
        };
    }

    private static Operation remove(RegionFiles files) {
        RegionFiles other = other(files);
        RegionCreator.createIfMissing(other, ChildProgram.SMALL, WAIT);
        RegionCreator.removeIfUnused(other);
        return () -> RegionCreator.removeIfUnused(files) ? "gone" : "used";
    }

    /** Returns the files of a region beside, for what must have been done once. */
    private static RegionFiles other(RegionFiles files) {
        return new RegionFiles(files.region().resolveSibling("other"));
    }

    private static Region attach(RegionFiles files) {
        return Region.attach(files, WAIT);
    }
}
