/**
 * The frame ring: capture writes each frame once, in place; everybody else reads it there.
 *
 * <pre>
 *   writer: claim - fill pixels - commit            (FrameWriter)
 *   reader: await - open - use pixels - stillValid  (FrameReader)
 * </pre>
 *
 * <p>The ring never blocks the writer: a reader that is too slow is lapped, and is told so.
 */
package org.catfollow.shm.ring;
