package numerics;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A table of one row per item, made column by column: {@code TableOf.rows("Runs", runs).count("seed", Run::seed).table()}. */
public record TableOf<T>(Table table, List<T> items) {

    public static <T> TableOf<T> rows(String title, Collection<T> items) {
        return new TableOf<>(Table.create(title), List.copyOf(items));
    }

    /** A column of texts: what the values are as such. */
    public TableOf<T> text(String name, Function<T, ?> value) {
        table.addColumns(StringColumn.create(name, items.stream().map(value).map(String::valueOf)));
        return this;
    }

    /** A column of whole numbers. */
    public TableOf<T> count(String name, ToIntFunction<T> value) {
        table.addColumns(IntColumn.create(name, items.stream().mapToInt(value)));
        return this;
    }

    /** A column of whole numbers that may be beyond two billion. */
    public TableOf<T> large(String name, ToLongFunction<T> value) {
        table.addColumns(LongColumn.create(name, items.stream().mapToLong(value).toArray()));
        return this;
    }

    /** A column of numbers, of which NaN is missing. */
    public TableOf<T> number(String name, ToDoubleFunction<T> value) {
        table.addColumns(DoubleColumn.create(name, items.stream().mapToDouble(value)));
        return this;
    }

    /** A column of what holds and what does not. */
    public TableOf<T> flag(String name, Predicate<T> value) {
        table.addColumns(
                BooleanColumn.create(name, items.stream().map(value::test).toList()));
        return this;
    }
}
