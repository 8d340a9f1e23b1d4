/**
 * The command line: options, exit codes and printing. Everything that it does, the library does.
 */
package retention.cli;
