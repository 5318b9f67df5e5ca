/**
 * Images that stay until whoever looks at them is done: a file beside the region with slots for images
 * by key, written by one process, the runner, and leased by its readers.
 *
 * <p>Who may write: the runner alone, which holds byte {@link
 * org.catfollow.shm.layout.ImageStoreLayout#OWNER} of the lock file. Who may read: everybody of the same
 * user. When a reader dies the kernel lets go of what it had leased; when the runner dies its images
 * stay for those who read them, and the next runner takes the file's place.
 */
package org.catfollow.shm.images;
