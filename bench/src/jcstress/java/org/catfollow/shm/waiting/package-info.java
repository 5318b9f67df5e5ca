/** The stress of waiting: in the package of what it tests, as the futex is no public class. */
package org.catfollow.shm.waiting;
