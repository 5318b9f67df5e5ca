package org.catfollow.shm.region;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.commands.CommandReceiver;
import org.catfollow.shm.counters.StageRowWriter;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.layout.Section;
import org.catfollow.shm.layout.StageRowLayout;
import org.catfollow.shm.ring.FrameWriter;
import org.catfollow.shm.sequence.FrameSequenceWriter;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.CellCodec;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.waiting.Waker;

/**
 * A role held: the writers of one stage, over writable mappings of what that stage owns and of nothing
 * else. One thread. Close it before its region.
 */
public final class RoleClaim implements AutoCloseable {
    private final Region region;
    private final Role role;
    private final RoleLock lock;
    private final Mapping section;
    private final List<Mapping> mappings = new ArrayList<>();
    private final StageRowWriter row;
    private boolean left;

    private RoleClaim(Region region, Role role, RoleLock lock, Mapping section) {
        this.region = region;
        this.role = role;
        this.lock = lock;
        this.section = section;
        this.row = new StageRowWriter(section.store());
        mappings.add(section);
    }

    static RoleClaim enter(Region region, Role role, RoleLock lock) {
        Mapping section = null;
        RoleClaim claim = null;
        try {
            section = region.mapSection(role.section());
            ProcessIdentity self = ProcessIdentity.current();
            RoleClaim entered = new RoleClaim(region, role, lock, section);
            entered.row.enter(self.pid(), self.startTicks(), lock.inode(), System.nanoTime());
            claim = entered;
            return claim;
        } finally {
            if (claim == null) {
                if (section != null) {
                    section.close();
                }
                lock.close();
            }
        }
    }

    /** Returns the stage's own row. */
    public StageRowWriter row() {
        return row;
    }

    /**
     * Returns whether the lock file under its path is another one than the one through which the role
     * is held: somebody removed it, and a second holder could come.
     */
    public boolean isLockReplaced() {
        return lock.isReplaced();
    }

    /** Returns the role. */
    public Role role() {
        return role;
    }

    /** Returns capture's end of the frame ring. */
    public FrameWriter frameWriter() {
        require(Section.CAPTURE);
        Geometry geometry = region.geometry();
        Mapping frames = region.mapFrames();
        mappings.add(frames);
        long payloads = geometry.length(Section.FRAME_HEADERS);
        FrameSequenceWriter sequence =
                new FrameSequenceWriter(
                        frames.store(),
                        0,
                        section.store(),
                        StageRowLayout.NEWEST_FRAME,
                        geometry.slotCount());
        ByteBuffer[] buffers = new ByteBuffer[geometry.slotCount()];
        for (int slot = 0; slot < buffers.length; slot++) {
            buffers[slot] =
                    frames.buffer(
                            payloads + slot * geometry.payloadSpacingBytes(),
                            geometry.slotCapacityBytes());
        }
        return new FrameWriter(
                sequence,
                frames.store(),
                geometry,
                0,
                payloads,
                buffers,
                new Waker(region.framePublication()));
    }

    /** Returns the writer of one of this stage's state slots; {@code codec} is the slot's. */
    public <T> TwoCellWriter<T> stateWriter(StateSlot slot, CellCodec<T> codec) {
        require(slot.section());
        if (slot.codec() != codec) {
            throw new IllegalArgumentException(slot + " is not written by " + codec.getClass());
        }
        return new TwoCellWriter<>(codec, section.store(), slot.offset());
    }

    /** Returns the waker of those who wait for one of this stage's state slots. */
    public Waker stateWaker(StateSlot slot) {
        require(slot.section());
        return new Waker(region.publication(slot));
    }

    /** Returns control's end of the command ring. */
    public CommandReceiver commandReceiver() {
        require(Section.CONTROL);
        return new CommandReceiver(region.memory(), region.commandsOffset(), section.store());
    }

    /** Returns the waker of those who wait for a command to be answered. */
    public Waker commandWaker() {
        require(Section.CONTROL);
        return new Waker(region.commandPublication());
    }

    /**
     * Remembers, for control's successor too, the stop count that a resume carried. A count that was
     * not reached yet is not believed: it would undo STOPs that nobody has pressed yet.
     */
    public void resumedThrough(long stopCount) {
        require(Section.CONTROL);
        BytesStore<?, ?> own = section.store();
        long reached = region.stopLatch().count();
        own.writeOrderedLong(StageRowLayout.RESUMED_THROUGH, Math.min(stopCount, reached));
    }

    private void require(Section owned) {
        if (role.section() != owned) {
            throw new IllegalStateException(role + " does not own " + owned);
        }
    }

    /**
     * Lets go of this region's memory and keeps the role: between two regions nobody else can take it.
     * Nothing else of the claim may be used afterwards.
     *
     * @return the role, for {@link Region#claim(Role, RoleLock)} of the region that comes next
     */
    public RoleLock leave() {
        mappings.forEach(Mapping::close);
        left = true;
        return lock;
    }

    @Override
    public void close() {
        if (!left) {
            leave().close();
        }
    }
}
