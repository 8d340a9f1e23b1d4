package retention.posts;

/** The four reactions that the app counts on a post. */
public enum Reaction {
    LIKES("likes", Column.LIKE_COUNT),
    COLLECTS("collects", Column.COLLECT_COUNT),
    COMMENTS("comments", Column.COMMENT_COUNT),
    SHARES("shares", Column.SHARE_COUNT);

    private final String word;
    private final Column column;

    Reaction(String word, Column column) {
        this.word = word;
        this.column = column;
    }

    /** How it is called in titles and on axes. */
    public String word() {
        return word;
    }

    /** The name of the column in the file. */
    public String column() {
        return column.canonical();
    }

    Column source() {
        return column;
    }
}
