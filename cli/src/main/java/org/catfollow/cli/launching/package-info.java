/** Starts and ends robots of the command line's own, by the distribution's own programs. */
package org.catfollow.cli.launching;
