/**
 * The region to a browser: picture with overlay, figures, commands. A process of its own that may be
 * left out, killed or started at any time; it holds no role and owns no section of the region.
 *
 * <pre>
 *   region ──► pictures (main thread: one JPEG a frame and kind, whoever wants it) ──► web ──► browsers
 *          ──► looks    (any thread: one look at the figures a tenth of a second)  ──► web, metrics
 *          ◄── stop latch, command ring  ◄── web (who has the token)
 * </pre>
 *
 * <p>Read {@link org.catfollow.view.ViewLoop} first, then {@code pictures.PictureMaker} and {@code
 * web.Routes}.
 */
package org.catfollow.view;
