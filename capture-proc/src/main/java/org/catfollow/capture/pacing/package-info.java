/**
 * When the next frame is due. Pure: the clock is a
 * parameter, CLOCK_MONOTONIC nanoseconds, and nothing here waits.
 */
package org.catfollow.capture.pacing;
