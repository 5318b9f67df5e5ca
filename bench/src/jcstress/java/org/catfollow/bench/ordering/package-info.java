/**
 * The region's protocols under stress: jcstress runs the real writers and readers against each other
 * on native memory, millions of times. Which pair each test is about is in the last table of {@code
 * docs/memory-ordering.md}. x86-64 does not reveal a missing fence: there the models in {@code
 * docs/verification} prove more.
 */
package org.catfollow.bench.ordering;
