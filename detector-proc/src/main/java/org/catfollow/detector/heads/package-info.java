/** Which kind of detector is this model? Its description in, the head that reads it out. Pure. */
package org.catfollow.detector.heads;
