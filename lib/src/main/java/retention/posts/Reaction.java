package retention.posts;

/** The four reactions that the app counts on a post. */
public enum Reaction {
    LIKES("like_count"),
    COLLECTS("collect_count"),
    COMMENTS("comment_count"),
    SHARES("share_count");

    private final String column;

    Reaction(String column) {
        this.column = column;
    }

    /** The name of the column in the file. */
    public String column() {
        return column;
    }
}
