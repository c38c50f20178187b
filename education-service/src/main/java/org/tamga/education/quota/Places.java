package org.tamga.education.quota;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;

/** How many places the quotas of one scholarship, year and origin come to, where they can honestly be put together. */
final class Places {

    private Places() {
    }

    /**
     * A total that the source gives, else the sum of its parts. None where places are not published, where two sources
     * contradict each other, or where the parts overlap, as those of a track do with those of a level.
     */
    static OptionalLong of(List<Quota> quotas) {
        return of(quotas, Quota::places);
    }

    /** As {@link #of(List)}, of any number that a quota has, such as the places that were filled. */
    static OptionalLong of(List<Quota> quotas, Function<Quota, Integer> number) {
        var totals = quotas.stream().filter(quota -> quota.track() == null && quota.level() == null).toList();
        var counted = totals.isEmpty() ? quotas : totals;
        if (counted.isEmpty() || counted.stream().anyMatch(quota -> number.apply(quota) == null) || areMixed(counted)) {
            return OptionalLong.empty();
        }
        record Cell(String track, String level) {}
        record Stated(Cell cell, int places) {}
        // The same number twice is one fact with two sources.
        var stated = new HashSet<Stated>();
        var cells = new HashSet<Cell>();
        for (var quota : counted) {
            var cell = new Cell(quota.track(), quota.level());
            if (stated.add(new Stated(cell, number.apply(quota))) && !cells.add(cell)) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.of(stated.stream().mapToLong(Stated::places).sum());
    }

    private static boolean areMixed(List<Quota> quotas) {
        return quotas.stream().map(Quota::track).map(Objects::isNull).distinct().count() > 1
                || quotas.stream().map(Quota::level).map(Objects::isNull).distinct().count() > 1;
    }
}
