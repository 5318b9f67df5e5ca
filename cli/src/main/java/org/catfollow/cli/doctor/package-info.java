/**
 * {@code cat-follow doctor}: what on this machine would keep the robot from working, one line each.
 *
 * <p>A {@link org.catfollow.cli.doctor.Check} looks at one thing and answers with {@link
 * org.catfollow.cli.doctor.Finding}s; what it looks at is handed to it, so that a test can hand it
 * another machine. None changes anything.
 */
package org.catfollow.cli.doctor;
