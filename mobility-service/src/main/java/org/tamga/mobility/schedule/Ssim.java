package org.tamga.mobility.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.tamga.mobility.schedule.FlightSchedule.Stage;
import org.tamga.record.At;
import org.tamga.record.Citation;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Interval;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.Write;
import org.tamga.record.imports.ImportFormat;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Lines;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;

/**
 * Schedules data sets of airlines: IATA's Standard Schedules Information Manual, chapter 7. A leg is recorded with the days of
 * its own period; a leg of the same flight, itinerary variation and place in its file is the same record in the next file.
 * <p>
 * Variations may be numbered anew in each file, and a data set is the airline's whole schedule of its days. So what an earlier
 * file of the same publisher had for days of the data set, and this one has not, is cancelled from the day on which this one was
 * made, and named in a warning. It stays, and is named too, where another source says it, where it is not said that this file was
 * published after the one that has it, or where not all of the airline's legs are in this file or could be read.
 */
@Singleton
class Ssim implements ImportFormat {

    /** Where a carrier record says when its data set was made. */
    private static final int MADE_ON = 29;
    /** Where a trailer says whether its data set ends there. */
    private static final int END = 194;
    /** What it says where the data set goes on elsewhere. */
    private static final char CONTINUED = 'C';

    private final FlightScheduleRecords records;

    Ssim(FlightScheduleRecords records) {
        this.records = records;
    }

    @Override
    public String name() {
        return "ssim";
    }

    @Override
    public Records<?> records() {
        return records;
    }

    @Override
    public Set<String> mediaTypes() {
        return Set.of("text/plain");
    }

    @Override
    public String title() {
        return "Airline standard schedule data set (SSIM chapter 7)";
    }

    @Override
    public String publisher() {
        return "The airline that the data set names";
    }

    @Override
    public boolean isOneDocument() {
        return false;
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        var reading = new Reading(file, rows);
        Lines.read(content, rows, (number, text) -> reading.take(new SsimLine(number, text)));
        reading.end();
    }

    /** One pass over a file. */
    private final class Reading {

        private final ImportedFile file;
        private final Rows rows;
        /** How often each leg has stood in the file so far. */
        private final Map<String, Integer> seen = new HashMap<>();
        /** Since when it has flights on each day of the week that are still flown when it is made, by flight and leg. */
        private final Map<String, LocalDate[]> since = new HashMap<>();
        /** Flights of which a leg could not be read. */
        private final Set<String> unread = new HashSet<>();
        /** Whether its header is not the first record of its set. */
        private boolean continuesAnother;
        /** Airlines of whose data sets not all could be read, as far as their records' numbers tell. */
        private final Set<String> incomplete = new HashSet<>();
        /** What has been read to its end. */
        private final List<DataSet> dataSets = new ArrayList<>();
        /** What the file has so far, by record: its days. */
        private final Map<UUID, Interval> stated = new HashMap<>();
        private SsimLine carrier;
        private SsimLeg leg;
        private long serial;
        private long serialBefore;
        /** Whether the data set has a leg; one that has none is rather cut than of an airline that flies no more. */
        private boolean hasLegs;
        /** Whether there was a record of a carrier or leg at all. */
        private boolean hasBegun;

        Reading(ImportedFile file, Rows rows) {
            this.file = file;
            this.rows = rows;
        }

        void take(SsimLine line) {
            if (line.isFiller()) {
                return;
            }
            var place = Place.line(line.number());
            if (line.text().length() != SsimLine.LENGTH) {
                takeCut(line, place);
                return;
            }
            checkSerial(line, place);
            switch (line.type()) {
                case '1' -> endDataSet();
                case '2' -> begin(line, place);
                case '3' -> {
                    endLeg();
                    beginLeg(line, place);
                }
                case '4' -> takeSegment(line, place);
                case '5' -> endCarrier(line, place);
                default -> {
                    doubt();
                    endLeg();
                    rows.reject(place, "record-type", "\"" + line.type() + "\" is not a record type: 1 to 5");
                }
            }
        }

        /** What a line of another length would have said of the leg before it, or of the legs after it, is not known. */
        private void takeCut(SsimLine line, Place place) {
            doubt();
            serial = nextSerial();
            switch (line.type()) {
                case '1', '2' -> endDataSet();
                case '4' -> {
                    if (leg != null) {
                        leg.takeCut(line);
                    }
                }
                case '5' -> {
                    endLeg();
                    carrier = null;
                }
                default -> endLeg();
            }
            rows.reject(place, "line-length", "has " + line.text().length() + " characters instead of "
                    + SsimLine.LENGTH + (line.text().length() < SsimLine.LENGTH ? ": it is cut" : ""));
        }

        /** Records are numbered through; after 999999 comes 000002, since 000001 is the header's. */
        private long nextSerial() {
            return serial == 999_999 ? 2 : serial + 1;
        }

        private void checkSerial(SsimLine line, Place place) {
            var text = line.raw(195, 200);
            var expected = line.type() == '1' ? 1 : nextSerial();
            serialBefore = serial;
            if (!text.matches("\\d{6}")) {
                doubt();
                rows.warn(place, "serial-mismatch", "\"" + text + "\" is no record serial number; it would be " + expected);
                serial = expected;
                return;
            }
            var given = Long.parseLong(text);
            if (given != expected) {
                doubt();
                continuesAnother |= line.type() == '1';
                rows.warn(place, "serial-mismatch", "is record " + given + ", but it would be " + expected);
            }
            serial = given;
        }

        private void begin(SsimLine line, Place place) {
            endDataSet();
            hasBegun = true;
            carrier = line;
            hasLegs = false;
            if (line.at(2) != 'L' && line.at(2) != 'U') {
                carrier = null;
                rows.reject(place, "time-mode", "\"" + line.at(2) + "\" is not a time mode: L for local times, U for UTC");
            }
        }

        private void beginLeg(SsimLine line, Place place) {
            hasBegun = true;
            if (carrier == null) {
                incomplete.add(line.columns(3, 5));
                rows.reject(place, "no-carrier",
                        "no carrier record that can be read stands before it in its data set, so whether its times are local is"
                                + " not said");
                return;
            }
            if (!carrier.columns(3, 5).equals(line.columns(3, 5))) {
                rows.warn(place, "other-airline",
                        "is of " + line.columns(3, 5) + " in the data set of " + carrier.columns(3, 5));
            }
            leg = new SsimLeg(line, carrier);
        }

        private void takeSegment(SsimLine line, Place place) {
            if (leg == null || !leg.isContinuedBy(line)) {
                rows.warn(place, "no-leg", "belongs to no leg record that could be read before it");
                return;
            }
            leg.take(line);
        }

        private void endCarrier(SsimLine line, Place place) {
            endLeg();
            var reference = line.columns(188, 193);
            if (!reference.matches("\\d{1,6}") || Long.parseLong(reference) != serialBefore) {
                doubt();
                rows.warn(place, "trailer-mismatch", "refers to record " + reference + " as the one before it, which is "
                        + serialBefore);
            }
            if (carrier != null) {
                if (line.at(END) == CONTINUED || !hasLegs) {
                    doubt();
                }
                carrier.days(15).ifPresent(days -> dataSets.add(new DataSet(carrier, days)));
            }
            carrier = null;
        }

        /** A data set of the file, by its carrier record, and its days. */
        private record DataSet(SsimLine carrier, Interval days) {}

        /** Days of a recorded period that the file has not. */
        private record Absent(Period<FlightSchedule> period, Interval days) {}

        /** Not all that the airline has can be read. */
        private void doubt() {
            if (carrier != null) {
                incomplete.add(carrier.columns(3, 5));
            }
        }

        private void settleWhatIsAbsent(DataSet dataSet) {
            var days = dataSet.days();
            var absent = new ArrayList<Absent>();
            records.overlapping(days,
                    Condition.of("v.airline = ? and exists (select from jsonb_array_elements(v.sources) s"
                            + " where s ->> 'locator' ~ ?)", dataSet.carrier().columns(3, 5), SsimLeg.LOCATOR),
                    At.everyDay(), period -> left(period).stream().flatMap(left -> left.and(days).stream())
                            .forEach(left -> absent.add(new Absent(period, left))));
            absent.forEach(each -> settle(each, dataSet.carrier()));
        }

        private void settle(Absent absent, SsimLine carrier) {
            var made = carrier.day(MADE_ON);
            var period = absent.period();
            var schedule = period.content();
            var place = Place.line(carrier.number());
            var because = made.isEmpty()
                    ? Optional.of("the day on which this one was made cannot be read")
                    : whyItStays(period, carrier);
            if (because.isPresent()) {
                rows.warn(place, "absent-from-file",
                        named(period) + " is recorded " + absent.days() + ", but is not in this data"
                                + " set; it stays, unless it is ended or retracted, because " + because.get());
                return;
            }
            absent.days().and(new Interval(replacedFrom(schedule, made.get()), null))
                    .filter(days -> schedule.operates(days).filter(flown -> isFlown(schedule, flown)).isPresent())
                    .ifPresent(days -> {
                        rows.warn(place, "cancelled-by-file", named(period) + " is not in this data set, which was made on "
                                + made.get() + ": cancelled " + days);
                        rows.state(new Row<>(place, records, period.id(), new Write<>(days, schedule.cancelled(),
                                Confidence.REPORTED, file.sources(carrier.columns(3, 5) + " data set of " + made.get()), null,
                                null)));
                    });
        }

        private static boolean isFlown(FlightSchedule schedule, Interval days) {
            return days.to() == null || schedule.dates(days).findAny().isPresent();
        }

        private static String named(Period<FlightSchedule> period) {
            return period.content().flight() + " " + period.content().from() + "-" + period.content().to()
                    + " (flight-schedule " + period.id() + ")";
        }

        private Optional<String> whyItStays(Period<FlightSchedule> period, SsimLine carrier) {
            if (incomplete.contains(carrier.columns(3, 5))) {
                return Optional.of("not all of this one could be read");
            }
            if (continuesAnother) {
                return Optional.of("this file goes on where another ended");
            }
            if (unread.contains(period.content().flight())) {
                return Optional.of("a leg of the same flight could not be read");
            }
            if (carrier.at(SsimLeg.STATUS) == SsimLeg.PROPOSED && period.content().stage() != Stage.ANNOUNCED) {
                return Optional.of("this one is only proposed");
            }
            if (!period.sources().stream().allMatch(this::isOfSuchFile)) {
                return Optional.of("another source says it");
            }
            var published = period.sources().stream()
                    .map(source -> source.publishedOn() == null ? null : source.publishedOn().latest())
                    .toList();
            if (file.publishedOn() == null || published.contains(null)) {
                return Optional.of("it is not said when this file and the one that has it were published (publishedOn)");
            }
            return published.stream().allMatch(file.publishedOn()::isAfter)
                    ? Optional.empty()
                    : Optional.of("a file that was published no earlier says it");
        }

        private boolean isOfSuchFile(Citation source) {
            return source.publisher().equals(file.citation().publisher()) && source.locator() != null
                    && source.locator().matches(SsimLeg.LOCATOR);
        }

        /** What was flown before the data set was made it need not have; unless it has the same flight with those days. */
        private LocalDate replacedFrom(FlightSchedule schedule, LocalDate made) {
            var days = since.getOrDefault(leg(schedule), new LocalDate[8]);
            var sinceAll = schedule.daysOfOperation().stream().map(day -> days[day] == null ? made : days[day])
                    .max(LocalDate::compareTo).orElse(made);
            return sinceAll.isBefore(made) ? sinceAll : made;
        }

        private static String leg(FlightSchedule schedule) {
            return schedule.flight() + " " + schedule.from() + "-" + schedule.to();
        }

        private void noteDays(FlightSchedule schedule, Interval days) {
            carrier.day(MADE_ON).filter(made -> days.to() == null || !days.to().isBefore(made)).ifPresent(made -> {
                var since = this.since.computeIfAbsent(leg(schedule), leg -> new LocalDate[8]);
                schedule.daysOfOperation().forEach(day -> since[day] = since[day] == null || days.from().isBefore(since[day])
                        ? days.from()
                        : since[day]);
            });
        }

        /** What is left of a recorded period when the file stands. */
        private List<Interval> left(Period<FlightSchedule> period) {
            var days = stated.get(period.id());
            if (days == null) {
                return List.of(period.valid());
            }
            // One that begins on the same day is replaced whole.
            return days.from() != null && days.from().equals(period.valid().from())
                    ? List.of()
                    : period.valid().without(days);
        }

        void end() {
            if (!hasBegun) {
                rows.warn(Place.line(1), "no-data-set", "the file has no carrier record and so no schedule; it may be cut");
            }
            endDataSet();
            dataSets.forEach(this::settleWhatIsAbsent);
        }

        /** What comes now is of no carrier until the next is read; one that still stands has had no trailer. */
        private void endDataSet() {
            endLeg();
            if (carrier != null) {
                doubt();
                rows.warn(Place.line(carrier.number()), "no-trailer", "the data set of " + carrier.columns(3, 5)
                        + " has no trailer record; it may be cut");
            }
            carrier = null;
        }

        private void endLeg() {
            if (leg != null) {
                state(leg);
                leg = null;
            }
        }

        private void state(SsimLeg leg) {
            var place = Place.line(leg.line().number());
            var schedule = leg.schedule();
            var id = Row.id("ssim", carrier.columns(3, 5), leg.key(),
                    Integer.toString(seen.merge(leg.key(), 1, Integer::sum)));
            hasLegs = true;
            // The file has it, whatever of it can be read.
            stated.put(id, Interval.ALWAYS);
            if (!leg.violations().isEmpty()) {
                unread.add(schedule.flight());
                rows.reject(place, "rule-broken", leg.violations());
                return;
            }
            var violations = records.violations(schedule);
            if (!violations.isEmpty()) {
                unread.add(schedule.flight());
                rows.reject(place, "rule-broken", violations);
                return;
            }
            var days = schedule.period().days();
            stated.put(id, days);
            noteDays(schedule, days);
            rows.state(new Row<>(place, records, id,
                    new Write<>(days, schedule, Confidence.REPORTED, file.sources(leg.locator()), null, null)));
        }
    }
}
