/**
 * Fetches a model from its publisher, or from a file: all of its files, each checked while it comes, or
 * none.
 *
 * <pre>
 *  FileOrigin --bytes--> PartFile (size, SHA-256, fsync) --all right--> renamed to its name
 *  web | local           .NAME.part, in the folder itself
 * </pre>
 */
package org.catfollow.detector.fetch;
