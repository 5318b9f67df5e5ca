/**
 * The settings of control, one validated record for each concern. A value out of its range is the
 * user's mistake: the record refuses it and names the flag.
 */
package org.catfollow.control.settings;
