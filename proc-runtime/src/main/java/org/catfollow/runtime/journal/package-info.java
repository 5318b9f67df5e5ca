/**
 * What happened and why, on disk: the transitions of a stage's state machine, in a Chronicle Queue.
 *
 * <pre>
 *  control thread --&gt; TransitionRing --&gt; journal thread --&gt; queue on disk --&gt; JournalReader (cat-follow events)
 *   (never waits)      (bounded, counts what it has no room for)
 * </pre>
 *
 * <p>Whatever happens to the queue, the stage goes on.
 */
package org.catfollow.runtime.journal;
