package retention.replica;

/**
 * One synthetic post: the file's fifteen columns as text, and what the file does not tell.
 *
 * @param title empty where the file has no title
 * @param content text with its hashtags, {@code #tag[话题]#}; empty where the file has none
 * @param address URL of the post, in a reserved domain
 * @param label the hashtags joined by {@code #}; empty where there are none
 * @param userName invented account name
 * @param userId 24 hex digits, the first eight the account's creation in Unix seconds
 * @param likeCount as displayed: an integer, or a lower bound such as {@code 10+}, {@code 1千+}, {@code 1万+}
 * @param collectCount as displayed
 * @param commentCount as displayed
 * @param shareCount as displayed
 * @param createTime {@code yyyy-MM-dd HH:mm:ss}, China Standard Time, cut to the minute
 * @param postId 24 hex digits, the first eight the post's time in Unix seconds
 * @param ipLocation province or country
 * @param image URLs, separated by a comma and a space
 * @param type {@code normal} or {@code video}
 * @param topic the planted topic
 * @param repost whether the text repeats an earlier post of the same user word for word
 */
public record ReplicaPost(
        String title,
        String content,
        String address,
        String label,
        String userName,
        String userId,
        String likeCount,
        String collectCount,
        String commentCount,
        String shareCount,
        String createTime,
        String postId,
        String ipLocation,
        String image,
        String type,
        Topic topic,
        boolean repost) {}
