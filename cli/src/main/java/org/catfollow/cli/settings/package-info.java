/**
 * Which value of each setting is in force, and where it comes from: {@code cat-follow config}. Reads the
 * distribution's table of settings, the flags that a running launcher was given, environment and file, and
 * nothing of any stage.
 */
package org.catfollow.cli.settings;
