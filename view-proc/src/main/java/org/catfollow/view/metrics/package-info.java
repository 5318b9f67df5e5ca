/** Figures for Prometheus: the robot's, out of a look at the region, and this process's own. */
package org.catfollow.view.metrics;
