/**
 * A robot of two processes, control and guard, on a Robot HAT that exists in a file only: driven, broken and
 * killed, and judged by the HAT's own log. {@link org.catfollow.systemtests.hat.HatRig} is started by the rig
 * on the Pi's instruction set, where both processes are emulated and reach the HAT by Pi4J's own path.
 */
package org.catfollow.systemtests.hat;
