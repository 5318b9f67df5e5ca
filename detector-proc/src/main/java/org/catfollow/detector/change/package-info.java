/**
 * Another model at run time, as far as it has nothing to do with models: the request and its answer in
 * the region, and a trial in a process of its own.
 */
package org.catfollow.detector.change;
