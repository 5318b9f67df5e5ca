/**
 * What people ask for, go there, go home, drive by hand, try a calibration, go on: values with their
 * checks, and the stop latch. Commands come from the region's
 * ring; the stop latch is a word of its own there and never waits behind a command.
 */
package org.catfollow.control.command;
