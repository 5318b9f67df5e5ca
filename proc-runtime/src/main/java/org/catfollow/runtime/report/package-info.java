/**
 * One look at everything in the region, and that look as JSON: what {@code cat-follow stat} prints and
 * the browser page is told. Reads memory and asks for the roles' locks; writes nothing.
 *
 * <pre>
 *   RegionReport   the look itself
 *   JsonReport     as the documented JSON object; MotionJson its part about the car
 *   SensorWords    what the sensors say, in words
 * </pre>
 */
package org.catfollow.runtime.report;
