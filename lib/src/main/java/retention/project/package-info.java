/**
 * Where the project's files are, its root, data and build folders, how they are written and told apart, where engines unpack
 * theirs, and how long work tells how far it is. It knows nothing of what is in the files or in the work.
 */
package retention.project;
