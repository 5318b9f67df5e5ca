/**
 * The real processes of the distribution, started, killed and checked from outside.
 *
 * <pre>
 * XxxIT -- Instance -- bin/launch.sh, bin/cat-follow, bin/*-proc      commands in, exit codes and lines out
 *            |
 *            +-------- LiveRegion -- the region, mapped by this JVM    what the stages put there
 * </pre>
 *
 * <p>Each test has an instance of its own, with its own name and state folder, and ends it; that must
 * leave nothing. Nobody waits for bare time: {@link org.catfollow.systemtests.Await} waits for facts.
 */
package org.catfollow.systemtests;
