/**
 * The region file: creation with real allocation, validation, mapping, and the locks that make a
 * process the only holder of its role.
 *
 * <pre>
 *   RegionFiles     where the files are
 *   RegionCreator   makes the region file, whole or not at all
 *   RegionHeader    what the header says, checked
 *   Region          attaches; hands out the readers, and to the holder of a role its writers
 *   RoleLock        a byte of the lock file, held by the kernel for the life of the process
 * </pre>
 *
 * <p>The region is mapped read-only as a whole. What a process may write - its own stage's section,
 * the signals, for capture the frames, for a sender the commands - is mapped a second time, writable,
 * section by section.
 */
package org.catfollow.shm.region;
