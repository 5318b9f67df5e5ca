/**
 * The region to people: {@code cat-follow stat}, {@code send}, {@code layout}, {@code read}, {@code
 * region}. Reads the region like any other process; writes only what anybody may: commands and the
 * stop latch.
 *
 * <pre>
 *   XxxCommand     parses one verb and runs it
 *   RegionReport   one look at everything in the region   (no I/O but reading memory)
 *   JsonReport     that look as the documented JSON object
 *   TextReport     that look as a table for people
 *   Overlay        boxes and states drawn on a picture
 * </pre>
 */
package org.catfollow.cli;
