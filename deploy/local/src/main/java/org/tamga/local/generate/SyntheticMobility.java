package org.tamga.local.generate;

import static org.tamga.local.generate.Synthetic.one;
import static org.tamga.local.generate.Synthetic.put;
import static org.tamga.local.generate.Synthetic.texts;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Airlines, airports, what flies between them, and who came. */
final class SyntheticMobility {

    /** After Kazakhstan's change to one time zone in March 2024: from then on the offsets in the table of cities hold. */
    private static final LocalDate FIRST = LocalDate.of(2024, 4, 1);

    private final Synthetic all;
    private final Table cities = Table.of("cities.tsv");

    SyntheticMobility(Synthetic all) {
        this.all = all;
    }

    ObjectNode airline(int number) {
        Random random = all.random(Kind.AIRLINES, number);
        ObjectNode record = all.begin(Kind.AIRLINES, number);
        List<String> country = all.country(random);
        record.putArray("codes").addObject().put("scheme", "IATA").put("value", designator(number));
        put(record, "name", texts("en", "Airline " + designator(number) + " of " + country.get(2),
                "Airline " + designator(number) + " of " + country.get(2),
                "Авиакомпания " + designator(number) + ", " + country.get(3)));
        record.put("country", country.get(0));
        return all.end(record, null);
    }

    ObjectNode airport(int number) {
        Random random = all.random(Kind.AIRPORTS, number);
        ObjectNode record = all.begin(Kind.AIRPORTS, number);
        List<String> city = city(number);
        String language = all.countries.where(0, city.get(0)).rows().get(0).get(1);
        record.putArray("codes").addObject().put("scheme", "IATA").put("value", code(number));
        String more = " " + code(number);
        put(record, "name", texts(language, city.get(5) + more, city.get(6) + more, city.get(7) + more));
        put(record.putObject("city"), "name", texts(language, city.get(5), city.get(6), city.get(7)));
        record.put("country", city.get(0));
        // Somewhere near the city, to two digits.
        record.put("lat", near(city.get(1), random)).put("lon", near(city.get(2), random)).put("zone", city.get(3));
        return all.end(record, null);
    }

    ObjectNode flight(int number) {
        Random random = all.random(Kind.FLIGHTS, number);
        ObjectNode record = all.begin(Kind.FLIGHTS, number);
        int airports = all.size(Kind.AIRPORTS);
        int airlines = all.size(Kind.AIRLINES);
        int from = random.nextInt(airports);
        int to = (from + 1 + random.nextInt(airports - 1)) % airports;
        // A season of a year, from a Monday on: each of its days of operation lies within.
        LocalDate first = FIRST.plusWeeks(26L * random.nextInt(6));
        record.put("airline", designator(number % airlines)).put("flightNumber", Integer.toString(1 + number / airlines % 9999))
                .put("serviceType", "J");
        record.putObject("period").put("from", first.toString()).put("to", first.plusWeeks(52).minusDays(1).toString());
        ArrayNode days = record.putArray("daysOfOperation");
        int pattern = 1 + random.nextInt(127);
        for (int day = 1; day <= 7; day++) {
            if ((pattern >> day - 1 & 1) == 1) {
                days.add(day);
            }
        }
        int departure = 5 * random.nextInt(288);
        int arrival = departure + minutes(city(from), city(to))
                + 60 * (Integer.parseInt(city(to).get(4)) - Integer.parseInt(city(from).get(4)));
        record.put("from", code(from)).put("to", code(to)).put("std", time(departure))
                .put("sta", time(Math.floorMod(arrival, 1440)))
                .put("arrivalDateVariation", Math.floorDiv(arrival, 1440)).put("timeMode", "local")
                .put("aircraft", one(random, List.of("320", "32Q", "738", "789"))).put("stage", "scheduled");
        record.put("validFrom", first.toString()).put("validTo", first.plusWeeks(52).toString());
        return all.end(record, null);
    }

    ObjectNode arrivals(int number) {
        Random random = all.random(Kind.ARRIVALS, number);
        ObjectNode record = all.begin(Kind.ARRIVALS, number);
        List<List<String>> pair = all.pair(random);
        record.put("origin", pair.get(0).get(0)).put("destination", pair.get(1).get(0))
                .put("period", YearMonth.of(2015, 1).plusMonths(random.nextInt(132)).toString())
                .put("value", 100 + random.nextInt(9900)).put("measure", "visitors").put("basis", "citizenship")
                .put("status", "final");
        return all.end(record, null);
    }

    /** Half an hour, and the great circle at 800 km an hour, to five minutes. */
    private static int minutes(List<String> from, List<String> to) {
        double fromLat = Math.toRadians(Double.parseDouble(from.get(1)));
        double toLat = Math.toRadians(Double.parseDouble(to.get(1)));
        double lon = Math.toRadians(Double.parseDouble(to.get(2)) - Double.parseDouble(from.get(2)));
        // StrictMath gives the same bits everywhere.
        double arc = StrictMath.acos(Math.min(1, StrictMath.sin(fromLat) * StrictMath.sin(toLat)
                + StrictMath.cos(fromLat) * StrictMath.cos(toLat) * StrictMath.cos(lon)));
        return 30 + 5 * (int) (arc * 6371 / 800 * 12);
    }

    private List<String> city(int airport) {
        return cities.rows().get(airport % cities.rows().size());
    }

    private static String designator(int airline) {
        return "%02d".formatted(airline);
    }

    private static String code(int airport) {
        return "Q" + (char) ('A' + airport / 26) + (char) ('A' + airport % 26);
    }

    private static String time(int minutes) {
        return "%02d:%02d".formatted(minutes / 60, minutes % 60);
    }

    private static BigDecimal near(String degrees, Random random) {
        return new BigDecimal(degrees).add(BigDecimal.valueOf(random.nextInt(41) - 20, 2));
    }
}
