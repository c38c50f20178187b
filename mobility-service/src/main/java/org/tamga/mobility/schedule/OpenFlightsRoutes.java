package org.tamga.mobility.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.mobility.airport.Airport;
import org.tamga.mobility.airport.AirportRecords;
import org.tamga.mobility.code.Code;
import org.tamga.mobility.code.OpenFlightsFile;
import org.tamga.mobility.schedule.FlightSchedule.OperatingPeriod;
import org.tamga.mobility.schedule.FlightSchedule.Stage;
import org.tamga.mobility.schedule.FlightSchedule.TimeMode;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Interval;
import org.tamga.record.Write;
import org.tamga.record.imports.FileFormat;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;

/**
 * OpenFlights' {@code routes.dat}, which has neither times nor flight numbers: each route becomes a daily service at a made-up
 * time, for a year from the day of the file on. What is made up is said in the citation of every record. Routes that an airline
 * only sells (codeshares) are passed over, because whose flights they are is not said.
 */
@Singleton
class OpenFlightsRoutes extends FileFormat<FlightSchedule> {

    private static final int COLUMNS = 9;
    private static final int DAYS = 364;
    private static final int DAY = 24 * 60;
    private static final int SLOT = 5;
    private static final double EARTH_KM = 6371;
    private static final double KM_PER_MINUTE = 850.0 / 60;
    private static final int TAXIING = 30;
    private static final int MOST_NUMBERS = 9999;

    private final FlightScheduleRecords records;
    private final AirportRecords airports;

    OpenFlightsRoutes(FlightScheduleRecords records, AirportRecords airports) {
        super("openflights", records, "OpenFlights routes.dat; SYNTHETIC daily services with made-up times and flight numbers",
                OpenFlightsFile.PUBLISHER, "text/csv", "text/plain");
        this.records = records;
        this.airports = airports;
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        if (file.publishedOn() == null) {
            throw Problem.invalidParameter("publishedOn",
                    "publishedOn is needed: the day from which on the services are dated.");
        }
        var places = places(file.publishedOn());
        var numbers = new HashMap<String, Integer>();
        OpenFlightsFile.read(content, COLUMNS, rows, (place, row) -> {
            if (!"Y".equals(row.get(6))) {
                state(place, row, places, numbers, file, rows);
            }
        });
    }

    private void state(Place place, List<String> row, Map<String, Airport> places, Map<String, Integer> numbers,
            ImportedFile file, Rows rows) {
        var from = places.get(row.get(2));
        var to = places.get(row.get(4));
        if (from == null || to == null) {
            rows.reject(place, "unknown-airport", "no airport " + row.get(from == null ? 2 : 4)
                    + " with a known position is recorded for " + file.publishedOn());
            return;
        }
        var number = numbers.merge(row.get(0), 1, Integer::sum);
        if (number > MOST_NUMBERS || !"0".equals(row.get(7))) {
            rows.reject(place, "not-direct", "has " + row.get(7) + " stops, or is the airline's route number " + number);
            return;
        }
        var departure = Math.floorMod(String.join(" ", row.subList(0, 5)).hashCode(), DAY / SLOT) * SLOT;
        var arrival = departure + minutes(from, to);
        var first = file.publishedOn();
        var schedule = new FlightSchedule(row.get(0), Integer.toString(number), null, null, null, "J",
                new OperatingPeriod(first, first.plusDays(DAYS - 1L)), List.of(1, 2, 3, 4, 5, 6, 7), null, row.get(2),
                row.get(4),
                time(departure), time(arrival), null, arrival < DAY ? null : 1, null, null, TimeMode.UTC, null, null, null,
                List.of(), null, Stage.SCHEDULED);
        var violations = records.violations(schedule);
        if (!violations.isEmpty()) {
            rows.reject(place, "rule-broken", violations);
            return;
        }
        rows.state(new Row<>(place, records, Row.id("openflights", "route", row.get(0), row.get(2), row.get(4)),
                new Write<>(new Interval(first, first.plusDays(DAYS)), schedule, Confidence.REPORTED,
                        file.sources("route " + String.join(" ", row.get(0), row.get(2), row.get(4))), null, null)));
    }

    private Map<String, Airport> places(LocalDate day) {
        var places = new HashMap<String, Airport>();
        airports.overlapping(new Interval(day, day.plusDays(1)), Condition.of("v.lat is not null"), At.now(day),
                period -> period.content().codes().stream()
                        .filter(code -> code.scheme().equals(Code.IATA) && code.held().contains(day))
                        .forEach(code -> places.put(code.value(), period.content())));
        return places;
    }

    /** By the great circle, at the speed of a jet. */
    private static int minutes(Airport one, Airport other) {
        var a = Math.toRadians(one.lat().doubleValue());
        var b = Math.toRadians(other.lat().doubleValue());
        var between = Math.toRadians(one.lon().doubleValue() - other.lon().doubleValue());
        var cosine = Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(between);
        return TAXIING + (int) (Math.acos(Math.max(-1, Math.min(1, cosine))) * EARTH_KM / KM_PER_MINUTE);
    }

    private static String time(int minutes) {
        return "%02d:%02d".formatted(minutes % DAY / 60, minutes % 60);
    }
}
