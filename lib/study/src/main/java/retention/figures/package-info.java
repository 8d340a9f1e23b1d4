/**
 * What a reader sees: figures in one style, those of Tablesaw-jsplot among them, and HTML that shows them, tables and progress
 * without a network and safe with untrusted text. It computes nothing that a conclusion rests on.
 *
 * <pre>{@code
 * import retention.figures.*;
 * import tech.tablesaw.api.*;
 *
 * System.out.println(Html.of("<script>typed by somebody</script>"));
 * var outcome = StringColumn.create("outcome", "retained", "lost");
 * var users = Table.create("Users", outcome, IntColumn.create("users", 23, 3226));
 * System.out.println(Html.of(users).lines().filter(line -> line.contains("lost")).findFirst().get());
 * }</pre>
 *
 * <p>This prints
 *
 * <pre>{@code
 * <div class="retention"><p>&lt;script&gt;typed by somebody&lt;/script&gt;</p></div>
 *
 * <tr><td>lost</td><td class="number">3,226</td></tr>
 * }</pre>
 */
package retention.figures;
