package org.tamga.local.generate;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The collections that are generated, in an order in which whatever a record refers to comes before it. */
public enum Kind {

    ORGANISATIONS("events", "organisations", 60, Integer.MAX_VALUE),
    PERSONS("events", "persons", 200,
            Integer.MAX_VALUE),
    GATHERINGS("events", "gatherings", 40, Integer.MAX_VALUE,
            Map.of(ORGANISATIONS, 1)),
    PARTICIPATIONS("events", "gatherings/{parentId}/participations", 200,
            Integer.MAX_VALUE, Map.of(GATHERINGS, 1, PERSONS, 1)),
    STATEMENTS("events", "statements", 300,
            Integer.MAX_VALUE, Map.of(GATHERINGS, 1, PERSONS, 1)),
    COMPANIES("trade", "companies", 1000,
            Integer.MAX_VALUE),
    INTERESTS("trade", "companies/{parentId}/interests", 1500,
            Integer.MAX_VALUE, Map.of(COMPANIES, 1)),
    /** Designators of two digits, which IATA gives to nobody. */
    AIRLINES("mobility", "airlines", 10, 100),
    /** Codes that begin with Q, which no airport has: Q codes mean other things in radio. */
    AIRPORTS("mobility", "airports", 22, 26 * 26),
    FLIGHTS("mobility", "flight-schedules", 400, Integer.MAX_VALUE,
            Map.of(AIRLINES, 1, AIRPORTS, 2)),
    ARRIVALS("mobility", "visitor-arrivals", 300, Integer.MAX_VALUE),
    INSTITUTIONS(
            "education", "institutions", 100, Integer.MAX_VALUE),
    PARTNERSHIPS("education", "partnerships", 150,
            Integer.MAX_VALUE,
            Map.of(INSTITUTIONS, 2)),
    STUDENTS("education", "student-statistics", 300, Integer.MAX_VALUE);

    private final String domain;
    private final String collection;
    private final int usual;
    private final int most;
    private final Map<Kind, Integer> needed;

    Kind(String domain, String collection, int usual, int most) {
        this(domain, collection, usual, most, Map.of());
    }

    Kind(String domain, String collection, int usual, int most, Map<Kind, Integer> needed) {
        this.domain = domain;
        this.collection = collection;
        this.usual = usual;
        this.most = most;
        this.needed = needed;
    }

    /** How many there are unless somebody says. */
    public int usual() {
        return usual;
    }

    /** Such as {@code --companies}. */
    public String option() {
        return "--" + name().toLowerCase(Locale.ROOT);
    }

    /** Such as {@code 06-companies.ndjson}: in the order of the names is the order to import them in. */
    public String file() {
        return "%02d-%s.ndjson".formatted(ordinal() + 1, collection.substring(collection.lastIndexOf('/') + 1));
    }

    /** Where files of them are imported, such as {@code /api/trade/companies}; of nested ones those of any parent. */
    public String path() {
        return "/api/" + domain + "/" + collection.replace("{parentId}", "-");
    }

    /** What is wrong with those numbers, in words for whoever gave them; empty if nothing. */
    public static List<String> faults(Map<Kind, Integer> sizes) {
        return sizes.entrySet().stream().flatMap(size -> {
            Kind kind = size.getKey();
            if (size.getValue() < 0 || size.getValue() > kind.most) {
                return List.of(kind.option() + " is a number from 0 to " + kind.most).stream();
            }
            return kind.needed.entrySet().stream()
                    .filter(other -> size.getValue() > 0 && sizes.get(other.getKey()) < other.getValue())
                    .map(other -> kind.option() + " needs " + other.getKey().option() + " " + other.getValue() + " or more");
        }).toList();
    }
}
