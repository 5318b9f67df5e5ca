/**
 * Ways by which a frame gets from one process into others: our ring, and those that it is compared with.
 * Further ones are found on the class path by {@link java.util.ServiceLoader}.
 */
package org.catfollow.bench.transport;
