/**
 * The web server: who may ask what, and the answers. On Jetty's core, without servlets; streams hold no
 * thread while they wait.
 *
 * <pre>
 *   WebServer        Jetty set up: address, limits, time-outs
 *   ConnectionWatch  closes connections whose request does not come to an end
 *   Doorkeeper       Host, Origin, token
 *   Routes           from path to answer; whatever is not listed there does not exist
 *   VideoStream, StillPicture, EventStream   those who are sent something later
 *   Orders           STOP and commands
 *   PageFiles        the page: HTML, script and style out of the jar
 * </pre>
 */
package org.catfollow.view.web;
