package org.tamga.mobility.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.tamga.record.At;
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
 * its own period; a leg of the same flight, itinerary variation and place in its file is the same record in the next file. What
 * an earlier file of the airline had for days of the data set, and this one has not, stays as it is: why it is missing no file
 * says. It is named in a warning.
 */
@Singleton
class Ssim implements ImportFormat {

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
        /** What the data set has so far, by record: its days. */
        private final Map<UUID, Interval> stated = new HashMap<>();
        private SsimLine carrier;
        private SsimLeg leg;
        private long serial;
        private long serialBefore;
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
                    endLeg();
                    rows.reject(place, "record-type", "\"" + line.type() + "\" is not a record type: 1 to 5");
                }
            }
        }

        /** What a line of another length would have said of the leg before it, or of the legs after it, is not known. */
        private void takeCut(SsimLine line, Place place) {
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
                rows.warn(place, "serial-mismatch", "\"" + text + "\" is no record serial number; it would be " + expected);
                serial = expected;
                return;
            }
            var given = Long.parseLong(text);
            if (given != expected) {
                rows.warn(place, "serial-mismatch", "is record " + given + ", but it would be " + expected);
            }
            serial = given;
        }

        private void begin(SsimLine line, Place place) {
            endDataSet();
            hasBegun = true;
            carrier = line;
            stated.clear();
            if (line.at(2) != 'L' && line.at(2) != 'U') {
                carrier = null;
                rows.reject(place, "time-mode", "\"" + line.at(2) + "\" is not a time mode: L for local times, U for UTC");
            }
        }

        private void beginLeg(SsimLine line, Place place) {
            hasBegun = true;
            if (carrier == null) {
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
                rows.warn(place, "trailer-mismatch", "refers to record " + reference + " as the one before it, which is "
                        + serialBefore);
            }
            if (carrier != null) {
                carrier.days(15).ifPresent(this::nameWhatIsAbsent);
            }
            carrier = null;
        }

        /** @param days of the data set */
        private void nameWhatIsAbsent(Interval days) {
            records.overlapping(days,
                    Condition.of("v.airline = ? and exists (select from jsonb_array_elements(v.sources) s"
                            + " where s ->> 'locator' ~ ?)", carrier.columns(3, 5), SsimLeg.LOCATOR),
                    At.everyDay(), period -> left(period).stream().flatMap(left -> left.and(days).stream())
                            .forEach(left -> rows.warn(Place.line(carrier.number()), "absent-from-file",
                                    period.content().flight() + " " + period.content().from() + "-" + period.content().to()
                                            + " (flight-schedule " + period.id() + ") is recorded " + left
                                            + ", but is not in this data set; it stays, unless it is ended or retracted")));
        }

        /** What is left of a recorded period when the data set stands. */
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
        }

        /** What comes now is of no carrier until the next is read; one that still stands has had no trailer. */
        private void endDataSet() {
            endLeg();
            if (carrier != null) {
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
            // The file has it, whatever of it can be read.
            stated.put(id, Interval.ALWAYS);
            if (!leg.violations().isEmpty()) {
                rows.reject(place, "rule-broken", leg.violations());
                return;
            }
            var violations = records.violations(schedule);
            if (!violations.isEmpty()) {
                rows.reject(place, "rule-broken", violations);
                return;
            }
            var days = schedule.period().days();
            stated.put(id, days);
            rows.state(new Row<>(place, records, id,
                    new Write<>(days, schedule, Confidence.REPORTED, file.sources(leg.locator()), null, null)));
        }
    }
}
