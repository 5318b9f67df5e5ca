/**
 * When the next frame is due, and how far from that instant frames really came. Pure: the clock is a
 * parameter, CLOCK_MONOTONIC nanoseconds, and nothing here waits.
 */
package org.catfollow.capture.pacing;
