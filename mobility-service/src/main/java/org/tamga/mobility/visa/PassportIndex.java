package org.tamga.mobility.visa;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Country;
import org.tamga.mobility.visa.VisaRegime.Kind;
import org.tamga.mobility.visa.VisaRegime.Limit;
import org.tamga.mobility.visa.VisaRegime.Requirement;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Interval;
import org.tamga.record.Ledger;
import org.tamga.record.Records;
import org.tamga.record.Write;
import org.tamga.record.imports.Batch;
import org.tamga.record.imports.CsvRows;
import org.tamga.record.imports.FileFormat;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Lines;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.reader.NamedCsvRecordHandler;

/**
 * The passport index as a tidy matrix with ISO codes (github.com/ilyankou/passport-index-dataset): a row per passport and
 * destination. Without a column of dates it is of the day that {@code publishedOn} names; with one ({@code snapshot_date},
 * {@code first_seen_snapshot}) each row is of its own day. The words changed over the years; all of them are read.
 * <p>
 * A row holds from its day until a later one says otherwise, and is known since that day. It rests on no act, so that in the
 * {@link EffectiveRule} no act yields to it. A row that repeats what the row of an earlier day says is no news and is not
 * recorded; that it was said is remembered ({@link Repeats}), for an older file that comes later and says otherwise.
 */
@Singleton
class PassportIndex extends FileFormat<VisaRegime> {

    private static final String SELF = "-1";
    /** Fewer are the codes of 2019, not days. */
    private static final int FEWEST_DAYS = 4;
    private static final String COVID_BAN = "covid ban";
    /** Qatar's of 2022 and 2023, which was applied for as an electronic visa is. */
    private static final String HAYYA = "hayya entry permit";
    /** Words that say more than the requirement that they come to: kept as the note. */
    private static final Set<String> NOTED = Set.of(COVID_BAN, HAYYA);
    /** As written in each vintage; the numbers are those of 2019. */
    private static final Map<String, Requirement> WORDS = Map.ofEntries(Map.entry("0", Requirement.VISA_REQUIRED),
            Map.entry("1", Requirement.ETA), Map.entry("2", Requirement.VISA_ON_ARRIVAL), Map.entry("3", Requirement.VISA_FREE),
            Map.entry("vr", Requirement.VISA_REQUIRED), Map.entry("voa", Requirement.VISA_ON_ARRIVAL),
            Map.entry("eta", Requirement.ETA), Map.entry("vf", Requirement.VISA_FREE),
            Map.entry("visa required", Requirement.VISA_REQUIRED), Map.entry("visa on arrival", Requirement.VISA_ON_ARRIVAL),
            Map.entry("visa free", Requirement.VISA_FREE), Map.entry("e-visa", Requirement.E_VISA),
            Map.entry("evisa", Requirement.E_VISA), Map.entry("no admission", Requirement.NO_ADMISSION),
            Map.entry(HAYYA, Requirement.E_VISA), Map.entry(COVID_BAN, Requirement.NO_ADMISSION));

    private final VisaRegimeRecords records;
    private final Ledger ledger;

    PassportIndex(VisaRegimeRecords records, Ledger ledger) {
        super("passport-index", records, "Passport Index dataset",
                "Passport Index (passportindex.org), collected by Ilya Ilyankou", "text/csv");
        this.records = records;
        this.ledger = ledger;
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        var csv = CsvRows.of(CsvReader.builder().allowMissingFields(true).allowExtraFields(true), NamedCsvRecordHandler.of(),
                Lines.text(content));
        Reading reading = null;
        for (var row : csv) {
            reading = reading == null ? new Reading(Columns.of(row.getHeader(), file), file, rows) : reading;
            reading.take(Place.line(row.getStartingLineNumber()), row);
        }
        if (reading != null) {
            reading.end();
        }
    }

    /**
     * A row, as it is read.
     *
     * @param id of the record
     * @param word of the requirement, as it is written
     * @param day from which on it holds
     */
    private record Line(Place place, UUID id, VisaRegime regime, String word, LocalDate day) {

        static Line of(Place place, Country nationality, Country destination, String word, LocalDate day) {
            return new Line(place, PassportIndex.id(nationality, destination),
                    PassportIndex.regime(nationality, destination, word), word, day);
        }

        /** What another file says of the same. */
        Line repeated(Repeats.Repeat repeat) {
            return of(place, regime.nationality(), regime.destination(), repeat.word(), repeat.day());
        }

        String meaning() {
            return PassportIndex.meaning(regime);
        }
    }

    /** One pass over a file. */
    private final class Reading {

        private static final int TOGETHER = 500;

        private final Columns columns;
        private final ImportedFile file;
        private final Rows rows;
        /** By record and first day: what is said. */
        private final Map<UUID, NavigableMap<LocalDate, String>> said;
        private final Repeats repeats;
        private final Batch<Line> lines = new Batch<>(TOGETHER, this::takeTogether);
        private long late;
        private Place firstLate;

        Reading(Columns columns, ImportedFile file, Rows rows) {
            this.columns = columns;
            this.file = file;
            this.rows = rows;
            this.said = rows.areWanted() ? said() : Map.of();
            this.repeats = new Repeats(ledger.database(), file, rows);
        }

        void take(Place place, NamedCsvRecord row) {
            if (!rows.areWanted()) {
                return;
            }
            if (row.getFieldCount() != row.getHeader().size()) {
                rows.reject(place, "column-count",
                        "has " + row.getFieldCount() + " columns instead of " + row.getHeader().size());
                return;
            }
            try {
                take(place, new Country(row.getField(columns.passport).strip()),
                        new Country(row.getField(columns.destination).strip()),
                        row.getField(columns.requirement).strip().toLowerCase(Locale.ROOT),
                        columns.day < 0 ? file.publishedOn() : LocalDate.parse(row.getField(columns.day).strip()));
            } catch (DateTimeException e) {
                rows.reject(place, "unreadable", "\"" + row.getField(columns.day) + "\" is not a day such as 2022-05-01");
            } catch (IllegalArgumentException e) {
                rows.reject(place, "unreadable", e.getMessage());
            }
        }

        private void take(Place place, Country nationality, Country destination, String word, LocalDate day) {
            if (!nationality.equals(destination) && !word.equals(SELF)) {
                lines.add(Line.of(place, nationality, destination, word, day), word.length());
            }
        }

        private void takeTogether(List<Line> together) {
            repeats.lookUp(together.stream().collect(
                    Collectors.toMap(Line::id, Line::day, BinaryOperator.minBy(Comparator.naturalOrder()))));
            together.forEach(this::take);
            repeats.note();
        }

        private void take(Line line) {
            var days = said.computeIfAbsent(line.id, id -> new TreeMap<>());
            var before = days.lowerEntry(line.day);
            var now = days.get(line.day);
            var meaning = line.meaning();
            if (now == null && before != null && before.getValue().equals(meaning)) {
                repeats.add(line.id, line.day, line.word);
                return;
            }
            var next = days.higherKey(line.day);
            if (next != null && !meaning.equals(now)) {
                firstLate = late++ == 0 ? line.place : firstLate;
            }
            state(line, days, file);
            // What was no news before this row was there may be news after it.
            for (var repeat : repeats.of(line.id, line.day, next)) {
                var again = line.repeated(repeat);
                if (!again.meaning().equals(meaning)
                        && again.meaning().equals(days.getOrDefault(again.day, again.meaning()))) {
                    state(again, days, repeat.file());
                    meaning = again.meaning();
                }
            }
        }

        private void state(Line line, NavigableMap<LocalDate, String> days, ImportedFile source) {
            days.put(line.day, line.meaning());
            var isDated = line.day.isBefore(Records.today());
            // On its own day nothing was known of the next: a dated row ends where later knowledge begins.
            rows.state(new Row<>(line.place, records, line.id, null,
                    new Write<>(new Interval(line.day, isDated ? null : days.higherKey(line.day)), line.regime,
                            Confidence.REPORTED,
                            source.sources(line.regime.nationality() + " to " + line.regime.destination()), null,
                            NOTED.contains(line.word) ? line.word : null),
                    isDated ? line.day.atStartOfDay(ZoneOffset.UTC).toInstant() : null));
        }

        void end() {
            lines.end();
            if (late > 0) {
                rows.warn(firstLate, "older-than-imported", late + (late == 1 ? " row is" : " rows, this the first, are")
                        + " of a day before one of which a file that was taken in earlier has news of the same way: what it says"
                        + " counts as known until then only. Take in the oldest file first.");
            }
        }
    }

    /** Which column is which; refuses a file that is something else. */
    private record Columns(int day, int passport, int destination, int requirement) {

        static Columns of(List<String> header, ImportedFile file) {
            var names = header.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
            var columns = new Columns(Math.max(names.indexOf("snapshot_date"), names.indexOf("first_seen_snapshot")),
                    names.indexOf("passport"), names.indexOf("destination"),
                    Stream.of("requirement", "value", "code").map(names::indexOf).filter(column -> column >= 0).findFirst()
                            .orElse(-1));
            if (columns.passport < 0 || columns.destination < 0 || columns.requirement < 0) {
                throw Problem.brokenRule("", "The first line must name the columns Passport, Destination and Requirement (or"
                        + " Value or Code); it names " + String.join(", ", header));
            }
            if (columns.day < 0 && file.publishedOn() == null) {
                throw Problem.invalidParameter("publishedOn", "publishedOn is needed: the day of the file, from which on its"
                        + " rows hold; or give each row its own in a column snapshot_date.");
            }
            return columns;
        }
    }

    private static UUID id(Country nationality, Country destination) {
        return Row.id("passport-index", nationality.code(), destination.code());
    }

    private static VisaRegime regime(Country nationality, Country destination, String word) {
        var requirement = WORDS.get(word);
        if (requirement == null && word.matches("\\d{1,3}") && Integer.parseInt(word) >= FEWEST_DAYS) {
            return regime(nationality, destination, Requirement.VISA_FREE,
                    List.of(new Limit(Kind.PER_ENTRY, Integer.parseInt(word), null, null, null, null)));
        }
        if (requirement == null) {
            throw new IllegalArgumentException("\"" + word + "\" is no requirement of the passport index; it has "
                    + String.join(", ", WORDS.keySet().stream().sorted().toList()) + " and numbers of days");
        }
        return regime(nationality, destination, requirement, List.of());
    }

    private static VisaRegime regime(Country nationality, Country destination, Requirement requirement, List<Limit> limits) {
        return new VisaRegime(nationality, destination, null, List.of(), List.of(), requirement, limits, null, null, null);
    }

    private static String meaning(VisaRegime regime) {
        return regime.requirement() + regime.limits().stream().map(limit -> " " + limit.days()).reduce("", String::concat);
    }

    /** What the earlier files have said. */
    private Map<UUID, NavigableMap<LocalDate, String>> said() {
        var said = new HashMap<UUID, NavigableMap<LocalDate, String>>();
        records.overlapping(Interval.ALWAYS, Condition.of("v.legal_basis is null"), At.now(Records.today()), period -> {
            var regime = period.content();
            if (period.id().equals(id(regime.nationality(), regime.destination())) && period.valid().from() != null) {
                said.computeIfAbsent(period.id(), id -> new TreeMap<>()).put(period.valid().from(), meaning(regime));
            }
        });
        return said;
    }
}
