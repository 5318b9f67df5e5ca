/**
 * Starts and ends robots of the command line's own, by the distribution's own programs; and how a
 * command that takes long is ended before its time.
 */
package org.catfollow.cli.launching;
