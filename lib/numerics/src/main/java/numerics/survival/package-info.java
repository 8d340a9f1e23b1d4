/**
 * How long it takes until an event, where not every subject is followed until then: survival curves with their intervals, and the
 * test between groups, on durations in days. Who was followed, from when and until when, is decided elsewhere.
 */
package numerics.survival;
