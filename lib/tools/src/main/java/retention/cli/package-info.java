/**
 * The command line: options, exit codes and printing. What the commands do is done by the library.
 *
 * <pre>{@code
 * import picocli.CommandLine;
 * import retention.cli.*;
 *
 * var replica = new CommandLine(new Retention()).getSubcommands().get("replica");
 * System.out.println(replica.getCommandSpec().usageMessage().description()[0]);
 * }</pre>
 *
 * <p>This prints
 *
 * <pre>{@code
 * Write a synthetic file of posts, and its planted truth beside it.
 * }</pre>
 */
package retention.cli;
