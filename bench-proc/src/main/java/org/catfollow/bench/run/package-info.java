/**
 * A run of the benchmark: starts the processes, lets them have their turns, and takes them down.
 *
 * <pre>
 *   RingBench      all cases of a plan
 *   Contender      one transport: a sender and its receivers, each a process
 *   WorkerProcess  one of these and its lines
 *   Floor          the program in C, compiled here
 * </pre>
 */
package org.catfollow.bench.run;
