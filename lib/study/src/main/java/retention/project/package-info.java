/**
 * Where the project's files are, how they are written and told apart, and where engines unpack theirs. It knows nothing of what is
 * in the files.
 */
package retention.project;
