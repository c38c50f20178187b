package org.tamga.local.generate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Synthetic records: made up, and their citation says so. Each follows from the seed, its kind, its number and how many there
 * are of each kind, so that none has to be kept in memory and the same seed gives the same bytes on any machine.
 */
public final class Synthetic {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final long seed;
    private final Map<Kind, Integer> sizes;
    private final SyntheticEvents events = new SyntheticEvents(this);
    private final SyntheticTrade trade = new SyntheticTrade(this);
    private final SyntheticMobility mobility = new SyntheticMobility(this);
    private final SyntheticEducation education = new SyntheticEducation(this);

    final Table countries = Table.of("countries.tsv");
    private final Map<String, Table> cities = Table.of("cities.tsv").byFirst();

    /** @param sizes how many there are of each kind, none of those that are left out; without {@link Kind#faults} */
    public Synthetic(long seed, Map<Kind, Integer> sizes) {
        this.seed = seed;
        this.sizes = Map.copyOf(sizes);
    }

    public int size(Kind kind) {
        return sizes.getOrDefault(kind, 0);
    }

    /** One record, as the API writes it in NDJSON but for what the server adds. */
    public ObjectNode record(Kind kind, int number) {
        return switch (kind) {
            case ORGANISATIONS -> events.organisation(number);
            case PERSONS -> events.person(number);
            case GATHERINGS -> events.gathering(number);
            case PARTICIPATIONS -> events.participation(number);
            case STATEMENTS -> events.statement(number);
            case COMPANIES -> trade.company(number);
            case INTERESTS -> trade.interest(number);
            case AIRLINES -> mobility.airline(number);
            case AIRPORTS -> mobility.airport(number);
            case FLIGHTS -> mobility.flight(number);
            case ARRIVALS -> mobility.arrivals(number);
            case INSTITUTIONS -> education.institution(number);
            case PARTNERSHIPS -> education.partnership(number);
            case STUDENTS -> education.students(number);
        };
    }

    /** Writes all of a kind into a file of NDJSON. */
    public void write(Kind kind, Path file) throws IOException {
        try (BufferedWriter lines = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (int number = 0; number < size(kind); number++) {
                lines.write(record(kind, number).toString());
                lines.write('\n');
            }
        }
    }

    /** A source of chance of one record's own; its algorithm is laid down by {@link Random}'s documentation. */
    Random random(Kind kind, int number) {
        return new Random(mixed(kind, number, 1));
    }

    UUID id(Kind kind, int number) {
        // Version 8 (RFC 9562): made in a way of our own.
        return new UUID(mixed(kind, number, 2) & ~0xf000L | 0x8000L, mixed(kind, number, 3) >>> 2 | 0x8000000000000000L);
    }

    /** The id of any of them. */
    UUID any(Kind kind, Random random) {
        return id(kind, random.nextInt(size(kind)));
    }

    /** The parent of a nested record: parents' children stand one after the other. */
    int parent(Kind kind, int number, Kind parents) {
        return (int) ((long) number * size(parents) / size(kind));
    }

    /** The finaliser of SplitMix64 over all that tells one draw from another. */
    private long mixed(Kind kind, int number, int use) {
        long z = seed;
        for (long part : new long[]{kind.name().hashCode(), number, use}) {
            z = (z ^ part) + 0x9e3779b97f4a7c15L;
            z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
            z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
            z ^= z >>> 31;
        }
        return z;
    }

    List<String> country(Random random) {
        // Kazakhstan and Korea are half of all.
        return random.nextInt(3) == 0 ? countries.rows().get(random.nextInt(2)) : countries.any(random);
    }

    /** Two different ones. */
    List<List<String>> pair(Random random) {
        int first = random.nextInt(countries.rows().size());
        int second = (first + 1 + random.nextInt(countries.rows().size() - 1)) % countries.rows().size();
        return List.of(countries.rows().get(first), countries.rows().get(second));
    }

    List<String> city(String country, Random random) {
        return cities.get(country).any(random);
    }

    ObjectNode begin(Kind kind, int number) {
        return JSON.createObjectNode().put("id", id(kind, number).toString());
    }

    ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Ends a record. @param from the first day on which it holds, or null */
    ObjectNode end(ObjectNode record, LocalDate from) {
        if (from != null) {
            record.put("validFrom", from.toString());
        }
        record.putArray("sources").addObject().put("type", "dataset")
                .put("title", "Synthetic data, seed " + seed + ": made up by a program, true of nothing")
                .put("publisher", "Tamga's generator of synthetic data");
        return record;
    }

    /** The same words in the own language, English and Russian; a language that comes twice stands once. */
    static Map<String, String> texts(String language, String own, String english, String russian) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(language, own);
        texts.put("en", english);
        texts.put("ru", russian);
        return texts;
    }

    static void put(ObjectNode record, String field, Map<String, String> texts) {
        ObjectNode map = record.putObject(field);
        texts.forEach(map::put);
    }

    /** Where a language stands in the tables that have all eight. */
    static int column(String language) {
        return 1 + List.of("en", "ru", "kk", "ko", "uz", "ky", "tg", "tk").indexOf(language);
    }

    static LocalDate day(Random random, int firstYear, int lastYear) {
        return LocalDate.ofYearDay(firstYear + random.nextInt(lastYear - firstYear + 1), 1 + random.nextInt(365));
    }

    static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
