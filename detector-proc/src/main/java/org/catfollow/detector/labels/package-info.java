/** Label files to class names, and the choice of the classes that the user wants. Pure, but for reading the file. */
package org.catfollow.detector.labels;
