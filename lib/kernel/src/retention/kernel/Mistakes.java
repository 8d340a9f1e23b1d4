package retention.kernel;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What to do about typical mistakes, by what the compiler or a library says of them. */
final class Mistakes {

    private static final Map<Pattern, String> REMEDIES = Map.ofEntries(
            remedy("^';' expected", "A statement has no end: put a semicolon behind it."),
            remedy("^Incomplete input", "A bracket or a brace is open: close it with ) or }."),
            remedy("^unclosed string literal", "A text has no end: put a quotation mark behind it."),
            remedy(
                    "^<identifier> expected",
                    "A name is expected here. Decimals are written with a point, such as 0.3."),
            remedy("possible lossy conversion from double to (?:int|long)", "A whole number is expected, such as 13."),
            remedy(
                    "String cannot be converted to (?:int|long|double)",
                    "A number is expected: write it without quotation marks."),
            remedy(
                    "(?:int|long|double) cannot be converted to java\\.lang\\.String",
                    "A text is expected: put it into quotation marks."),
            remedy(
                    "because \"(?!REPL\\.)[^\"]*\" is null",
                    "A value that this cell needs is missing: run the cells above it again, in their order."),
            remedy("varargs mismatch", "Values are expected one by one: leave out List.of( and its )."),
            remedy(
                    "^You must specify unit",
                    "A layer has a whole number of units from 1, such as `var units = 128;`."));

    private Mistakes() {}

    /** A line for each remedy that is known. */
    static Stream<String> remedies(String message) {
        return REMEDIES.entrySet().stream()
                .filter(known -> known.getKey().matcher(message).find())
                .map(Map.Entry::getValue);
    }

    private static Map.Entry<Pattern, String> remedy(String message, String what) {
        return Map.entry(Pattern.compile(message, Pattern.MULTILINE), what);
    }
}
