/**
 * {@code control-proc calibrate}: a person and a car find out how this car differs from others.
 *
 * <pre>
 *  CalibrateCommand --&gt; CalibrationDialogue --&gt; CarBench (port) --&gt; terminal, command ring, SENSORS slot
 *   (flags, file)        (pure: what to ask)
 * </pre>
 */
package org.catfollow.control.calibrate;
