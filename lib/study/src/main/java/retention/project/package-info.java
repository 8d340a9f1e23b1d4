/**
 * Where the project's files are, how they are written and told apart, and where engines unpack theirs. It knows
 * nothing of what is in the files.
 *
 * <pre>{@code
 * import java.nio.file.*;
 * import retention.project.*;
 *
 * var file = Files.createTempFile("example", ".txt");
 * AtomicFile.write(file, "This file is written whole or not at all.\n");
 * System.out.print(Files.readString(file));
 * System.out.println("SHA-256 " + Sha256.of(file).substring(0, 12) + "...");
 * System.out.println("exists: " + Files.exists(Project.find().data().resolve("replica.csv")));
 * }</pre>
 *
 * <p>This prints
 *
 * <pre>{@code
 * This file is written whole or not at all.
 * SHA-256 f457f589db18...
 * exists: true
 * }</pre>
 */
package retention.project;
