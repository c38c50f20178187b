package org.tamga.gateway.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.check.Figure.Source;
import org.tamga.gateway.page.Addresses;
import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.service.MeasureDefinitions;
import org.tamga.gateway.service.Services;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;

/**
 * The figures and days that the record has of countries: what was published, counted, permitted and measured of each pair that a
 * text names together, and of each country. All is asked at once, kept for a minute, and bounded: some countries, a page of each
 * list; what is beyond is named.
 */
@Singleton
class Figures {

    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final int MOST_COUNTRIES = 4;
    private static final int MOST_KEPT = 200;

    private final Services services;
    private final MeasureDefinitions definitions;
    private final Map<Key, Kept> kept = new LinkedHashMap<>();

    Figures(Services services, MeasureDefinitions definitions) {
        this.services = services;
        this.definitions = definitions;
    }

    /** A day that the record knows something of. */
    record Day(String date, Source source, Function<Phrases, String> said) {}

    /**
     * What was read.
     *
     * @param missing domains whose services did not answer
     * @param cut lists that have more than was read
     * @param notAsked countries that nothing was read of
     */
    record Read(List<Figure> figures, List<Day> days, Set<String> missing, Set<String> cut, Set<String> notAsked) {

        static Read nothing() {
            return new Read(new ArrayList<>(), new ArrayList<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        }

        Read cutIf(JsonNode page, String collection) {
            if (page.path("next").isTextual()) {
                cut.add(collection);
            }
            return this;
        }

        Read and(Read other) {
            figures.addAll(other.figures);
            days.addAll(other.days);
            missing.addAll(other.missing);
            cut.addAll(other.cut);
            return this;
        }
    }

    /** @param other null for what is of one country alone */
    private record Key(String one, String other, AsOf asOf) {}

    private record Kept(Read read, long at) {}

    /**
     * What is known of the first countries that are spoken of. Waits for the services, so not for an event loop.
     *
     * @param together countries that are spoken of together: of others no pair is asked for
     * @param isOfPersons true if students and scholarships could be meant
     */
    Read of(List<Set<String>> together, boolean isOfPersons, AsOf asOf) {
        var lists = new FigureLists(services, definitions, asOf);
        var asked = new LinkedHashMap<Key, Future<Read>>();
        var spokenOf = together.stream().flatMap(Set::stream).distinct().toList();
        var all = spokenOf.stream().limit(MOST_COUNTRIES).sorted().toList();
        all.forEach(one -> {
            if (isOfPersons) {
                ask(asked, new Key(one, null, asOf), () -> lists.ofCountry(one));
            }
            all.stream().filter(other -> one.compareTo(other) < 0)
                    .filter(other -> together.stream().anyMatch(each -> each.contains(one) && each.contains(other)))
                    .forEach(other -> ask(asked, new Key(one, other, asOf), () -> lists.ofPair(one, other)));
        });
        Addresses.await(Future.all(List.copyOf(asked.values())));
        var read = Read.nothing();
        asked.forEach((key, answer) -> {
            keep(key, answer.result());
            read.and(answer.result());
        });
        spokenOf.stream().skip(MOST_COUNTRIES).forEach(read.notAsked::add);
        return read;
    }

    private void ask(Map<Key, Future<Read>> asked, Key key, Supplier<Future<Read>> lists) {
        asked.put(key, fresh(key).map(Future::succeededFuture).orElseGet(lists));
    }

    private synchronized Optional<Read> fresh(Key key) {
        return Optional.ofNullable(kept.get(key)).filter(each -> System.nanoTime() - each.at < FRESH.toNanos())
                .map(Kept::read);
    }

    private synchronized void keep(Key key, Read read) {
        var isFresh = fresh(key).isPresent();
        if (read.missing.isEmpty() && !isFresh) {
            kept.remove(key);
            kept.put(key, new Kept(read, System.nanoTime()));
            while (kept.size() > MOST_KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
    }
}
