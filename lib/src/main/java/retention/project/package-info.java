/**
 * Where the project's files are: its root, data and build folders. It knows paths and nothing of what is in them.
 */
package retention.project;
