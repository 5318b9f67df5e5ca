/** The region as it is now, shared by this process's threads, and looks at it that they share too. */
package org.catfollow.view.live;
