/** The command line: options, exit codes and printing. What the commands do is done by the library. */
package retention.cli;
