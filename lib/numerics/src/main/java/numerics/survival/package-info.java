/**
 * How long something takes when not everybody was watched to its end: survival curves with their intervals, and the test
 * between groups, on plain durations in days. Who was watched, from when and until when, is decided elsewhere.
 */
package numerics.survival;
