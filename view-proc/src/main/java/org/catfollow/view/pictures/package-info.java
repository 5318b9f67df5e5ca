/**
 * Frames of the ring as JPEG for those who want some. Nothing is read and nothing encoded while nobody
 * does; a frame is encoded once for each kind of picture that is wanted, however many want it.
 *
 * <pre>
 *   PictureKind    quality and what is drawn on it
 *   Viewer         somebody who wants pictures of a kind, at a rate
 *   Viewers        all of them: who is due, who is still being sent the last one
 *   PictureMaker   chooses the frame, encodes in place, asks the ring whether that was one whole
 *   FrameNotes     what the stages say about that very frame, as JSON for the page to draw
 * </pre>
 */
package org.catfollow.view.pictures;
