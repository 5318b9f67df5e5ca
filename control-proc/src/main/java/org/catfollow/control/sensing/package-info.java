/**
 * What one control period knows: where the target is in the picture, how old the picture is, where the
 * car believes to be, what its sensors mean. Filled by the controller, read by the state machine and the control law.
 *
 * <p>Two things say that what comes in is no news, however fresh its time: {@code UnchangedPicture}, the
 * same picture again while the wheels turn (it makes the picture older, {@code PictureAge}; the pixels are
 * compared by {@code PictureWatch} in the ring), and {@code WildReadings}, floor readings that jump as no
 * floor does (they count as none, {@code FloorSense}). Both stop the wheels, and end by themselves.
 */
package org.catfollow.control.sensing;
