/**
 * What happened and why, on disk, in Chronicle Queues: what each stage put out and was given for it, and
 * the transitions of control's state machine.
 *
 * <pre>
 *  StageJournal, TransitionJournal --&gt; ring --&gt; JournalThread --&gt; queue --&gt; export, replay, events
 *   (the stage's thread never waits)    (bounded, counts what it has no room for)
 * </pre>
 *
 * <p>Whatever happens to a queue, the stage goes on.
 */
package org.catfollow.runtime.journal;
