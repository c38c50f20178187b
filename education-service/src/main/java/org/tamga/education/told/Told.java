package org.tamga.education.told;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tamga.record.Citation;
import org.tamga.record.Interval;
import org.tamga.record.Period;
import org.tamga.record.Write;
import org.tamga.record.imports.ImportedFile;

/**
 * What was told of a record on some of the days of which a file tells: a file takes the place of what files of its publisher said,
 * and takes nothing away that others told.
 *
 * @param days on which the file's word is to hold
 * @param before what stands on those days; null where nothing does
 */
public record Told<C>(Interval days, Period<C> before) {

    /**
     * The days of a row, each with what stands on them. One that names no day, but for the file's own, is only of those on which
     * something is recorded, where that is so of any; and up to the next period that is.
     */
    public static <C> List<Told<C>> on(Interval asked, List<Period<C>> standing, ImportedFile file) {
        var days = isDated(asked, file)
                ? asked
                : until(asked, standing.stream().map(period -> period.valid().from()).filter(day -> asked.from() != null));
        var told = new ArrayList<Told<C>>();
        var rest = List.of(days);
        for (var before : standing) {
            before.valid().and(days).ifPresent(both -> told.add(new Told<>(both, before)));
            rest = rest.stream().flatMap(some -> some.without(before.valid()).stream()).toList();
        }
        if (told.isEmpty() || isDated(asked, file)) {
            rest.forEach(free -> told.add(new Told<>(free, null)));
        }
        return told;
    }

    /** The days of a row that may name no last one: up to the next of these, on which another row of the same record begins. */
    public static Interval until(Interval asked, Stream<LocalDate> begins) {
        return asked.to() != null
                ? asked
                : new Interval(asked.from(), begins
                        .filter(day -> day != null && (asked.from() == null || day.isAfter(asked.from())))
                        .min(LocalDate::compareTo).orElse(null));
    }

    /** True of days that a row names itself. */
    public static boolean isDated(Interval asked, ImportedFile file) {
        return !asked.equals(file.valid());
    }

    /** True if all that stands was told by this file, or by former ones of its publisher: then the file is the newer word. */
    public boolean isOfFilesAlone(ImportedFile file) {
        return before == null || before.sources().stream().allMatch(source -> source.type() == file.citation().type()
                && source.publisher().equals(file.citation().publisher()));
    }

    /** What is read, for other days. */
    public static <C> Write<C> during(Interval days, Write<C> read) {
        return new Write<>(days, read.content(), read.confidence(), read.sources(), read.reason(), read.note());
    }

    /** The sources of what others told, with the file. */
    public List<Citation> sources(ImportedFile file) {
        return together(before.sources(), file.sources(), Told::work);
    }

    /** What a source is, whenever it was looked up. */
    private static Object work(Citation citation) {
        return List.of(citation.type(), citation.title(), citation.publisher(), String.valueOf(citation.url()),
                String.valueOf(citation.locator()));
    }

    /** What was told, and what was read beyond that. */
    public static <T> List<T> together(List<T> told, List<T> read, Function<? super T, ?> same) {
        var all = new ArrayList<>(told);
        Set<Object> known = told.stream().<Object>map(same).collect(Collectors.toCollection(LinkedHashSet::new));
        read.stream().filter(one -> known.add(same.apply(one))).forEach(all::add);
        return all;
    }
}
