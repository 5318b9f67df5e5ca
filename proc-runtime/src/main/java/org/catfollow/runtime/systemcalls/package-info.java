/**
 * What the JDK does not offer and the system does, beside the region's own: a message to systemd, the size
 * of a terminal, a look at an I2C bus. By {@link org.catfollow.shm.kernel.Syscall}; each is one small port.
 */
package org.catfollow.runtime.systemcalls;
