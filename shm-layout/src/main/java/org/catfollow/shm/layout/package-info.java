/**
 * The bytes that two processes must agree on: constants and tables, no I/O.
 *
 * <pre>
 * region file (sections start at multiples of 64 KiB, so that any page size can map one alone)
 *
 *   HEADER          creator, once     magic, version, fingerprint, geometry, section table
 *   SIGNALS         everybody         stop count, counts of waiters
 *   COMMANDS        senders, locked   command ring
 *   CAPTURE         capture           stage row, newest frame id
 *   DETECTOR        detector          stage row, detections
 *   TRACKER         tracker           stage row, track
 *   CONTROL         control           stage row, control status, pose, consumed commands
 *   FRAME_HEADERS   capture           one header a slot
 *   FRAME_PAYLOADS  capture           pixels
 * </pre>
 *
 * <p>Everything is little-endian, which both supported architectures are. Each {@code *Layout} class
 * has its table in its comment; a test compares the table with the constants.
 */
package org.catfollow.shm.layout;
