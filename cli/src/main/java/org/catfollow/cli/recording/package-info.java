/**
 * Recordings, as they are made: by {@code cat-follow record}, and by the flight recorder when something
 * has gone wrong.
 *
 * <pre>
 *   ring --&gt; FrameSpool (copies, bounded) --&gt; RecordingWriter, a thread --&gt; Recording (pictures, list)
 *   journals --------------------------------&gt; JournalCopies -----------&gt; DIR/journal
 *   ring --&gt; RollingWindow (JPEG, the last seconds, in memory) --&gt; FlightRecorder --&gt; Recording, when Alarm says so
 * </pre>
 *
 * <p>Reads the region as any reader does: nobody waits for a recorder.
 */
package org.catfollow.cli.recording;
