/**
 * A recording on disk, as it is read again: pictures, and the journals of the stages.
 *
 * <pre>
 * DIR/frames.csv                  a line a picture, in order; a picture is listed when it is whole
 * DIR/frame-000000001.jpg         or .png, or .bgr: rows of B, G, R without gaps
 * DIR/journal/STAGE-outputs/      that stage's journal, a Chronicle Queue
 * </pre>
 *
 * <p>Written by {@code cat-follow record}; read by {@code export} and {@code replay}, and the pictures
 * alone by capture's source {@code replay:}.
 */
package org.catfollow.runtime.recording;
