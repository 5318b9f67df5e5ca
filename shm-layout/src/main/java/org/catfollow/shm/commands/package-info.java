/**
 * What people tell the robot: the command ring, which many senders fill one after another and control
 * empties, and the stop latch, which is no command and waits for nothing.
 *
 * <p>A sender holds the command lock while it writes; killed, it has sent nothing. A full ring is
 * refused. Each command has a time to live and is never executed after it.
 */
package org.catfollow.shm.commands;
