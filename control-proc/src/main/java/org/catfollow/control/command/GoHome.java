package org.catfollow.control.command;

/** Drive to where odometry began, or was last told to be at 0, 0; stay there until resume. */
public record GoHome(Validity validity) implements UserCommand {}
