/**
 * The values that stages exchange: plain mutable holders, one for each state slot, and how each lies
 * in its cell.
 *
 * <p>A holder is allocated once and filled again for every frame, so that no hot path allocates. It
 * belongs to one thread. Writing and reading it through shared memory is the two-cell protocol's
 * affair ({@link org.catfollow.shm.sequence}).
 */
package org.catfollow.shm.slots;
