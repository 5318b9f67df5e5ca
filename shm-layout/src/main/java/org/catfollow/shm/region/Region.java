package org.catfollow.shm.region;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.commands.CommandSender;
import org.catfollow.shm.commands.StopLatch;
import org.catfollow.shm.counters.StageRowReader;
import org.catfollow.shm.layout.CommandLayout;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.HeaderLayout;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.layout.Section;
import org.catfollow.shm.layout.SignalsLayout;
import org.catfollow.shm.layout.StageRowLayout;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.shm.sequence.FrameSequenceReader;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.CellCodec;
import org.catfollow.shm.slots.ModelRequest;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.waiting.EitherWaiter;
import org.catfollow.shm.waiting.Publication;
import org.catfollow.shm.waiting.Waiter;

/**
 * The shared region, attached. Readers come from here; writers from {@link #claim}.
 *
 * <pre>{@code
 * try (Region region = Region.attach(RegionFiles.named("demo"), Duration.ofSeconds(5));
 *         FrameReader reader = region.frameReader()) {
 *     while (reader.awaitNewer(last, 1_000_000_000L)) { ... }
 * }
 * }</pre>
 *
 * <p>Any thread may attach; what it hands out is for one thread each. Close it last: its memory goes
 * with it.
 */
public final class Region implements AutoCloseable {
    private static final long RETRY_NANOS = 2_000_000;

    /** One page is enough for the header, and is touched at each attempt. */
    private static final long HEAD_BYTES = 4096;

    private final RegionFiles files;
    private final RegionHeader header;
    private final OpenedFile file;
    private final Mapping whole;
    private final Mapping signals;
    private final SenderSection senders;

    private Region(
            RegionFiles files,
            RegionHeader header,
            OpenedFile file,
            Mapping whole,
            Mapping signals) {
        this.files = files;
        this.header = header;
        this.file = file;
        this.whole = whole;
        this.signals = signals;
        this.senders = new SenderSection(this);
    }

    /**
     * Loads and links what an attaching needs, for a process that has something else to do meanwhile: it
     * may be called on any thread, and need not be called at all. Touches no region.
     */
    public static void prepare() {
        // A call that does nothing (EBADF) links the way into the C library, a quarter of an
        // attaching.
        Libc.close(-1);
        BytesStore.nativeStoreWithFixedCapacity(Long.BYTES).releaseLast();
    }

    /**
     * Attaches to a region, waiting until it is there and ready.
     *
     * @throws RegionException when it is not within {@code timeout}, or is none of ours
     */
    public static Region attach(RegionFiles files, Duration timeout) {
        return attach(files, Patience.of(timeout));
    }

    /**
     * Attaches to a region, waiting until it is there and ready.
     *
     * @throws RegionException when it is not before {@code patience} is over, or is none of ours
     */
    public static Region attach(RegionFiles files, Patience patience) {
        while (true) {
            boolean isThere = !isAbsent(files.region());
            if (isThere) {
                Optional<Region> region = attachNow(files);
                if (region.isPresent()) {
                    return region.get();
                }
            }
            if (patience.isOver()) {
                throw new RegionException(
                        "cannot attach to region "
                                + files.region()
                                + " within "
                                + patience.millis()
                                + " ms: "
                                + (isThere
                                        ? "its creator has not finished it; run "
                                                + files.launcher("down")
                                                + " if it was killed"
                                        : "it was not created; start the stages with "
                                                + files.launcher("up")));
            }
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    /** Returns whether nothing is there; a folder that may not be searched does not tell. */
    private static boolean isAbsent(Path path) {
        try {
            Files.readAttributes(path, BasicFileAttributes.class);
            return false;
        } catch (NoSuchFileException e) {
            if (Files.isSymbolicLink(path)) {
                throw new RegionException(
                        "cannot attach to region "
                                + path
                                + ": it is a link to a file that is not there; remove the link, or"
                                + " give another --region",
                        e);
            }
            return true;
        } catch (IOException e) {
            throw new RegionException("cannot attach to region " + path + ": " + Reason.of(e), e);
        }
    }

    /** Returns the region, or nothing when its creator has not finished it, or it has just gone. */
    private static Optional<Region> attachNow(RegionFiles files) {
        Path path = files.region();
        if (Files.notExists(path)) {
            // Gone since it was seen, as when it is replaced: it is asked for again.
            return Optional.empty();
        }
        OpenedFile file;
        try {
            requireUsable(path);
            file = OpenedFile.open(path);
        } catch (RegionException e) {
            if (Files.notExists(path)) {
                return Optional.empty();
            }
            throw e;
        }
        Mapping whole = null;
        Region region = null;
        try {
            long bytes = file.bytes();
            if (bytes < Geometry.SECTION_ALIGNMENT) {
                throw new RegionException(
                        "cannot attach to region "
                                + path
                                + ": it is no cat-follow region (only "
                                + bytes
                                + " bytes); give another --region, or remove the file");
            }
            RegionHeader header;
            try (Mapping head = file.map(0, HEAD_BYTES, false)) {
                if (head.store().readLong(HeaderLayout.MAGIC) == HeaderLayout.MAGIC_VALUE
                        && !RegionHeader.isReady(head.store())) {
                    return Optional.empty();
                }
                header = RegionHeader.read(head.store(), bytes, path.toString());
                header.requireBoot(ProcessIdentity.bootId(), path.toString());
            }
            whole = file.map(0, bytes, false);
            Geometry geometry = header.geometry();
            Mapping signals =
                    file.map(
                            geometry.offset(Section.SIGNALS),
                            geometry.length(Section.SIGNALS),
                            true);
            region = new Region(files, header, file, whole, signals);
            return Optional.of(region);
        } finally {
            if (region == null) {
                if (whole != null) {
                    whole.close();
                }
                file.close();
            }
        }
    }

    /** Refuses folders and pipes, whose opening may wait for ever, and files of others. */
    private static void requireUsable(Path path) {
        if (!Files.isRegularFile(path) || !Files.isReadable(path) || !Files.isWritable(path)) {
            throw new RegionException(
                    "cannot attach to region "
                            + path
                            + ": it is no file that you may read and write; give another --region");
        }
    }

    /**
     * Takes a role; the stage that holds it may write its section.
     *
     * @throws RegionException when another process holds it
     */
    public RoleClaim claim(Role role) {
        RoleLock lock = RoleLock.take(files, role, stageRow(role).pid());
        return RoleClaim.enter(this, role, lock);
    }

    /**
     * Takes a role, or carries one over from the region before this one at the same path.
     *
     * @param kept what {@link RoleClaim#leave} returned; null for a role not held. From now on it belongs
     *     to the claim, or is let go of.
     * @throws RegionException when another process holds it
     */
    public RoleClaim claim(Role role, RoleLock kept) {
        if (kept != null && !kept.isReplaced()) {
            return RoleClaim.enter(this, role, kept);
        }
        if (kept != null) {
            // Of a lock file that was removed: it keeps nobody out.
            kept.close();
        }
        return claim(role);
    }

    /** Returns whether the file under the region's path is another one than the one attached. */
    public boolean isReplaced() {
        return file.isReplaced();
    }

    /**
     * Returns whether the file attached was removed, replaced or cut short: what is written to it
     * reaches nobody who attaches anew, and to touch what was cut off is a bus error. Allocates nothing
     * and costs less than a microsecond: stages ask in every round. One thread an instance.
     */
    public boolean isLost() {
        return file.watch().isGoneOrShorterThan(geometry().totalBytes());
    }

    /**
     * Returns whether somebody has cut the attached file short, under whatever name it has now. What
     * lay past its new end cannot be touched any more: Java code gets an {@link InternalError}, native
     * code ends the process with a bus error. One thread an instance.
     */
    public boolean isCut() {
        return file.watch().isShorterThan(geometry().totalBytes());
    }

    /** Returns what the region is. */
    public RegionHeader header() {
        return header;
    }

    /** Returns how many frames it holds and how large. */
    public Geometry geometry() {
        return header.geometry();
    }

    /** Returns where its files are. */
    public RegionFiles files() {
        return files;
    }

    /** Returns a reader of the frame ring, for one thread. */
    public FrameReader frameReader() {
        Geometry geometry = geometry();
        FrameSequenceReader sequence =
                new FrameSequenceReader(
                        whole.store(),
                        geometry.offset(Section.FRAME_HEADERS),
                        whole.store(),
                        newestFrameOffset(),
                        geometry.slotCount());
        ByteBuffer[] payloads = new ByteBuffer[geometry.slotCount()];
        for (int slot = 0; slot < payloads.length; slot++) {
            payloads[slot] =
                    whole.buffer(geometry.payloadOffset(slot), geometry.slotCapacityBytes())
                            .asReadOnlyBuffer();
        }
        Waiter waiter = new Waiter(framePublication());
        return new FrameReader(sequence, whole.store(), geometry, payloads, waiter);
    }

    /** Returns a reader of a state slot, for one thread; {@code codec} is the slot's. */
    public <T> TwoCellReader<T> stateReader(StateSlot slot, CellCodec<T> codec) {
        if (slot.codec() != codec) {
            throw new IllegalArgumentException(slot + " is not read by " + codec.getClass());
        }
        return new TwoCellReader<>(
                codec, whole.store(), geometry().offset(slot.section()) + slot.offset());
    }

    /** Returns a waiter for a newer value of DETECTIONS, TRACK or MODEL_ANSWER, for one thread. */
    public Waiter stateWaiter(StateSlot slot) {
        return new Waiter(publication(slot));
    }

    /** Returns a waiter for a newer frame or a newer value of such a slot, for one thread. */
    public EitherWaiter frameOrStateWaiter(StateSlot slot) {
        return new EitherWaiter(framePublication(), publication(slot));
    }

    /** Returns a reader of a stage's row, for one thread. */
    public StageRowReader stageRow(Role role) {
        return new StageRowReader(whole.store(), geometry().offset(role.section()));
    }

    /** Returns the stop count that control's last resume carried. */
    public long resumedThrough() {
        return whole.store()
                .readVolatileLong(
                        geometry().offset(Section.CONTROL) + StageRowLayout.RESUMED_THROUGH);
    }

    /**
     * Returns whether the one STOP that holds is that with which the region was born, in the place of
     * one that was lost; nobody has pressed any since.
     */
    public boolean isStoppedByLoss() {
        BytesStore<?, ?> words = signals.store();
        return stopLatch().count() == 1
                && words.readVolatileLong(SignalsLayout.LAST_STOP_NANOS) == header.createdNanos()
                && resumedThrough() < 1;
    }

    /** Returns the stop latch, for any thread. */
    public StopLatch stopLatch() {
        return new StopLatch(signals.store());
    }

    /**
     * Sends a command, one sender after another.
     *
     * @return its sequence, or 0 when the ring is full
     * @throws RegionException when another sender holds the command lock for longer than {@code
     *     timeout}
     */
    public long send(Command command, Duration timeout) {
        return senders.send(command, timeout);
    }

    /**
     * Asks the detector for another model, one sender after another; a request that was not obeyed yet
     * is replaced.
     *
     * @return its number, from 1
     * @throws RegionException when another sender holds the command lock for longer than {@code
     *     timeout}
     */
    public long request(ModelRequest model, Duration timeout) {
        return senders.request(model, timeout);
    }

    /** Returns the last command that control has answered: the counter of {@link #commandWaiter}. */
    public long lastAnswered() {
        return commandPublication().counter();
    }

    /** Returns the last command that control has taken; its answer comes a period later. */
    public long lastTaken() {
        return commandSender().lastTaken();
    }

    /** Returns what became of a command sent. */
    public CommandResult result(long sequence) {
        return commandSender().result(sequence);
    }

    CommandSender commandSender() {
        return senders.commands();
    }

    /** Returns a waiter for control to answer further commands, for one thread. */
    public Waiter commandWaiter() {
        return new Waiter(commandPublication());
    }

    /** Returns the whole region, read-only: for tools that look inside. */
    public BytesStore<?, ?> memory() {
        return whole.store();
    }

    long newestFrameOffset() {
        return geometry().offset(Section.CAPTURE) + StageRowLayout.NEWEST_FRAME;
    }

    Publication framePublication() {
        return new Publication(
                whole.store(), newestFrameOffset(), signals.store(), SignalsLayout.FRAME_WAITERS);
    }

    Publication publication(StateSlot slot) {
        int waiters =
                switch (slot) {
                    case DETECTIONS -> SignalsLayout.DETECTIONS_WAITERS;
                    case TRACK -> SignalsLayout.TRACK_WAITERS;
                    case MODEL_ANSWER -> SignalsLayout.MODEL_WAITERS;
                    default -> throw new IllegalArgumentException("nobody is woken for " + slot);
                };
        return new Publication(
                whole.store(),
                geometry().offset(slot.section()) + slot.offset(),
                signals.store(),
                waiters);
    }

    Publication commandPublication() {
        return new Publication(
                whole.store(),
                geometry().offset(Section.CONTROL) + StageRowLayout.COMMAND_ANSWERED,
                signals.store(),
                SignalsLayout.COMMAND_WAITERS);
    }

    long commandsOffset() {
        return geometry().offset(Section.COMMANDS) + CommandLayout.TAIL;
    }

    Mapping mapSection(Section section) {
        return file.map(geometry().offset(section), geometry().length(section), true);
    }

    /** Maps capture's frames, headers and pixels, which lie one after the other. */
    Mapping mapFrames() {
        Geometry geometry = geometry();
        return file.map(
                geometry.offset(Section.FRAME_HEADERS),
                geometry.length(Section.FRAME_HEADERS) + geometry.length(Section.FRAME_PAYLOADS),
                true);
    }

    @Override
    public synchronized void close() {
        senders.close();
        signals.close();
        whole.close();
        file.close();
    }
}
