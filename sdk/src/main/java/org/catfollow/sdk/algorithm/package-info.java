/** What an algorithm in Java implements, and how it is asked. */
package org.catfollow.sdk.algorithm;
