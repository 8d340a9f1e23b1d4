package retention.validation;

import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;

/** What was tried on data whose truth is known, and what came out. */
public interface Trial {

    /** What was tried, as a heading. */
    String heading();

    /** How it was tried and what came out, in a few sentences without line breaks. */
    String summary();

    /** The tables by the names of their files, which have no ending. */
    Map<String, Table> tables();

    /** What the analysis promises and does not keep, one sentence each; empty if all is well, or if nothing was promised. */
    List<String> failures();
}
