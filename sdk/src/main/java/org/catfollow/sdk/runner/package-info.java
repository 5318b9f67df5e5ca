/** Runs algorithms as processes of their own and hands them images. */
package org.catfollow.sdk.runner;
