/**
 * The region to people: {@code cat-follow stat}, {@code send}, {@code layout}, {@code read}, {@code
 * region}. Reads the region like any other process; writes only what anybody may: commands and the
 * stop latch.
 *
 * <pre>
 *   XxxCommand     parses one verb and runs it
 *   TextReport     a look at the region (org.catfollow.runtime.report) as a table for people
 * </pre>
 */
package org.catfollow.cli;
