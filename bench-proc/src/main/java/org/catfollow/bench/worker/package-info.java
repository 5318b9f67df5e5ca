/**
 * One end of one transport in a process of its own, which does what lines on its standard input say:
 *
 * <pre>
 *   send PERIOD_NANOS FRAMES LONGEST_NANOS FILL   a turn of a sender; "done" when it is over
 *   listen                                        of a receiver; "listening", then "done"
 *   report                                        "report KEY=NUMBER ... KEY=VALUE:COUNT,..."
 *   quit                                          as is the end of the input
 * </pre>
 *
 * <p>First it says "up". The program in C speaks the same.
 */
package org.catfollow.bench.worker;
