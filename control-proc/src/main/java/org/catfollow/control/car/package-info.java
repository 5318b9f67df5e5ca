/** The port to the wheels, and the car that exists in figures only. */
package org.catfollow.control.car;
