/**
 * How a person's word reaches control, from the command line and from the browser alike: STOP by the
 * latch, which waits for nobody; everything else by the command ring, with what became of it.
 */
package org.catfollow.runtime.sending;
