package retention.posts;

/** The four reactions that the app counts on a post. */
public enum Reaction {
    LIKES("likes", "like_count"),
    COLLECTS("collects", "collect_count"),
    COMMENTS("comments", "comment_count"),
    SHARES("shares", "share_count");

    private final String word;
    private final String column;

    Reaction(String word, String column) {
        this.word = word;
        this.column = column;
    }

    /** How it is called in titles and on axes. */
    public String word() {
        return word;
    }

    /** The name of the column in the file. */
    public String column() {
        return column;
    }
}
