/** How a stage is doing, for everybody to read: liveness, counters, and its last words. */
package org.catfollow.shm.counters;
