/**
 * The two protocols by which one process publishes and others read without waiting for it, and the
 * only place with fences.
 *
 * <ul>
 *   <li><b>Frames</b>: a sequence counter for each slot ({@link
 *       org.catfollow.shm.sequence.FrameSequenceWriter}, {@link
 *       org.catfollow.shm.sequence.FrameSequenceReader}). A reader uses the pixels in place and asks
 *       afterwards whether they were still the same frame.
 *   <li><b>Small state</b>: two cells and a generation ({@link
 *       org.catfollow.shm.sequence.TwoCellWriter}, {@link org.catfollow.shm.sequence.TwoCellReader}).
 *       A writer that dies half way leaves the last complete value readable.
 * </ul>
 *
 * <p>Each writer's steps are methods of their own, so that tests can put a reader between any two of
 * them. The argument why this is right on aarch64 is in {@code docs/memory-ordering.md}; the names of
 * the accesses there are the ones in the comments here.
 *
 * <p>Chronicle's names: {@code writeOrderedLong} is a release store, {@code readVolatileLong} an
 * acquire load (and more), {@code readLong} and {@code writeLong} are plain, and as aligned 8-byte
 * accesses never torn.
 */
package org.catfollow.shm.sequence;
