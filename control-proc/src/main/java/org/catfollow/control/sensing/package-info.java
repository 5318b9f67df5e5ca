/**
 * What one control period knows: where the target is in the picture, how old the picture is, where the
 * car believes to be, what its sensors mean. Filled by the controller, read by the state machine and the control law.
 */
package org.catfollow.control.sensing;
