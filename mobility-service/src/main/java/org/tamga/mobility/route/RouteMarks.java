package org.tamga.mobility.route;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.mobility.airport.Airport;
import org.tamga.mobility.airport.AirportRecords;
import org.tamga.mobility.airport.Places;
import org.tamga.mobility.schedule.FlightSchedule;
import org.tamga.mobility.schedule.FlightScheduleRecords;
import org.tamga.record.Author;
import org.tamga.record.Change;
import org.tamga.record.Ledger;
import org.tamga.record.Records;
import org.tamga.record.Witness;
import org.tamga.record.change.Backlog;
import org.tamga.record.database.Transaction;

/** Marks the pairs of cities whose direct service a change of schedules or airports may begin, end or move, in its transaction. */
@Singleton
class RouteMarks implements Witness {

    private final FlightScheduleRecords schedules;
    private final AirportRecords airports;
    private final Places places;
    private final Backlog backlog;

    RouteMarks(Ledger ledger, FlightScheduleRecords schedules, AirportRecords airports, Places places) {
        this.schedules = schedules;
        this.airports = airports;
        this.places = places;
        this.backlog = new Backlog(ledger.database(), "route");
    }

    Backlog backlog() {
        return backlog;
    }

    @Override
    public <C extends Record> void changed(Transaction transaction, Records<C> records, Change<C> change, Author author) {
        if (records == schedules) {
            contents(change, FlightSchedule.class).filter(FlightSchedule::isOfPassengers)
                    .forEach(schedule -> touched(transaction).add(schedule, author.traceparent()));
        } else if (records == airports) {
            contents(change, Airport.class).forEach(airport -> touched(transaction).add(airport, author.traceparent()));
        }
    }

    private static <C extends Record, T> Stream<T> contents(Change<C> change, Class<T> type) {
        return Stream.concat(change.before().stream(), change.after().stream()).map(period -> type.cast(period.content()));
    }

    private Touched touched(Transaction transaction) {
        return transaction.beforeCommit(this, Touched::new);
    }

    /** What a transaction has touched: one look at the airports, and at the schedules of those that changed, for all of it. */
    private final class Touched implements Transaction.Ending {

        private final Set<List<String>> flown = new LinkedHashSet<>();
        /** By code of an airport that changed: the metropolitan areas that it was or is part of. */
        private final Map<String, Set<String>> metros = new HashMap<>();
        private String traceparent;

        void add(FlightSchedule schedule, String traceparent) {
            flown.add(List.of(schedule.from(), schedule.to()));
            this.traceparent = traceparent;
        }

        void add(Airport airport, String traceparent) {
            airport.codes().forEach(code -> {
                var known = metros.computeIfAbsent(code.value(), any -> new HashSet<>(List.of(code.value())));
                if (airport.city() != null && airport.city().metro() != null) {
                    known.add(airport.city().metro());
                }
            });
            this.traceparent = traceparent;
        }

        @Override
        public void end(Transaction transaction) throws SQLException {
            if (!metros.isEmpty()) {
                flown.addAll(transaction.list("select distinct from_place, to_place from flight_schedule_version v"
                        + " where v.standing and (v.from_place = any (?) or v.to_place = any (?))",
                        row -> List.of(row.getString(1), row.getString(2)), metros.keySet(), metros.keySet()));
            }
            places.lookUp(transaction, flown.stream().flatMap(Collection::stream));
            for (var ends : flown) {
                for (var from : cities(transaction, ends.get(0))) {
                    for (var to : cities(transaction, ends.get(1))) {
                        if (!from.equals(to)) {
                            backlog.mark(transaction, CityPair.of(from, to).key(), traceparent);
                        }
                    }
                }
            }
        }

        private List<String> cities(Transaction transaction, String code) throws SQLException {
            var cities = new ArrayList<>(places.cities(transaction, code));
            metros.getOrDefault(code, Set.of()).stream().filter(metro -> !cities.contains(metro)).forEach(cities::add);
            return cities;
        }
    }
}
