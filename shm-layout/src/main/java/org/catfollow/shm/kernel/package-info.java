/** Linux's system calls, by one foreign function. */
package org.catfollow.shm.kernel;
