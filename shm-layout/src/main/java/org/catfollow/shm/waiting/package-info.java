/**
 * Waiting for another process without spinning: a futex on a word of the region, or parked polling
 * where there is no futex.
 *
 * <p>The word waited on is the published counter itself (its low half), so that there is no second
 * word to keep in step. Beside it everybody keeps a count of waiters: the publisher makes no system
 * call while it is zero. Who waits for two counters ({@link org.catfollow.shm.waiting.EitherWaiter})
 * is counted at both.
 */
package org.catfollow.shm.waiting;
