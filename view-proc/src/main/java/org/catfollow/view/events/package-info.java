/** What changes in the region, as events for those who listen. Nothing is looked at while nobody does. */
package org.catfollow.view.events;
