package retention.posts;

import java.nio.file.Path;

/**
 * A count of a post that cannot be read, which costs no post.
 *
 * @param line the line of the file on which the post begins, counted from 1
 * @param value the field as it stands in the file
 */
public record UnreadableCount(Path file, long line, Reaction reaction, String value) {}
