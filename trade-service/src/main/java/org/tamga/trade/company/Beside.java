package org.tamga.trade.company;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Edtf;
import org.tamga.record.Citation;
import org.tamga.record.Confidence;
import org.tamga.record.Interval;
import org.tamga.record.Period;
import org.tamga.record.Write;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;
import org.tamga.trade.company.Company.Identifier;
import org.tamga.trade.company.Company.Seat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a file says of companies that other sources have told of too, such as a register: it stands beside what they said and takes
 * nothing of that away, for a file that does not have a register's number or activities does not say that there are none.
 */
@Singleton
public class Beside {

    private final CompanyRecords companies;
    private final ObjectMapper mapper;

    Beside(CompanyRecords companies, ObjectMapper mapper) {
        this.companies = companies;
        this.mapper = mapper;
    }

    /**
     * A part of a file that tells of companies, which are looked up together.
     *
     * @param ids of those of them that may be recorded
     */
    public Part part(Collection<UUID> ids, Rows rows) {
        return new Part(ids, rows);
    }

    /** States what a part of a file says, each time in the face of all that the file has stated before. */
    public final class Part {

        private final Rows rows;
        private final Map<UUID, List<Period<Company>>> known = new HashMap<>();
        private final Set<UUID> stated = new HashSet<>();

        private Part(Collection<UUID> ids, Rows rows) {
            this.rows = rows;
            lookUp(ids);
        }

        private void lookUp(Collection<UUID> ids) {
            if (!ids.isEmpty()) {
                known.putAll(rows.recorded(transaction -> companies.counting(transaction, ids)));
            }
        }

        /** What was known of a company at any time. */
        private List<Period<Company>> known(UUID id) {
            if (stated.remove(id)) {
                lookUp(Set.of(id));
            }
            return known.getOrDefault(id, List.of());
        }

        /**
         * States what a source says of a company: added to what others told of it, for those of their days on which the source says
         * it; of the other days it stands alone. A later edition takes the place of what only earlier ones of its source told. What
         * contradicts the others is warned of, and left.
         *
         * @param isOwn true where the record is the source's own: what it says of it comes first, beside what others brought
         * @param knownFrom of what stands on days of which others told nothing at all
         */
        public void state(Place place, UUID id, boolean isOwn, Write<Company> read, Instant knownFrom) {
            var ever = known(id);
            var told = standing(ever, read.valid()).toList();
            if (isOwn || told.isEmpty()) {
                restate(place, id, id, read, knownFrom);
                return;
            }
            var added = added(place, id, read, ever, told.stream());
            (added.isEmpty() ? List.of(again(place, id, told.get(0))) : added).forEach(rows::state);
            stated.add(id);
        }

        /** What is said already, which changes nothing. */
        private Row<Company> again(Place place, UUID id, Period<Company> told) {
            return new Row<>(place, companies, id, null, new Write<>(told.valid(), told.content(), told.confidence(),
                    told.sources(), null, told.note()), null, told);
        }

        /**
         * States what a source says of a company of its own, such as a register's table, in place of what it said before, and beside
         * what others brought.
         *
         * @param id null for the company that has the identifiers
         * @param recorded the same as far as it is recorded, or null
         */
        void restate(Place place, UUID id, UUID recorded, Write<Company> read, Instant knownFrom) {
            var ever = recorded == null ? List.<Period<Company>>of() : known(recorded);
            var then = ever.stream()
                    .filter(before -> before.valid().overlaps(read.valid()) && isKnown(before, knownFrom)).toList();
            var others = then.stream().filter(before -> !isOf(before, read)
                    && (id != null || haveOneIdentifier(before.content(), read.content()))).toList();
            var all = new ArrayList<>(late(place, recorded, read, ever, knownFrom));
            var rest = List.of(read.valid());
            for (var before : others) {
                all.add(new Row<>(place, companies, recorded, null, keeping(read, before, ever), knownFrom, before));
                rest = rest.stream().flatMap(days -> days.without(before.valid()).stream()).toList();
            }
            var whose = others.isEmpty() ? id : recorded;
            for (var days : rest) {
                var replaced = then.stream().filter(before -> !others.contains(before) && before.valid().overlaps(days))
                        .reduce((one, next) -> next).orElse(null);
                all.add(new Row<>(place, companies, whose, null, during(days, read), knownFrom, replaced));
            }
            all.forEach(rows::state);
            if (recorded != null) {
                stated.add(recorded);
            }
        }

        /**
         * What an edition says that was taken in after others had been added to the one before: since then that would stand, or
         * nothing, for a dated row replaces nothing newer. So it takes that one's place now, and nothing of what others told.
         */
        private List<Row<Company>> late(Place place, UUID id, Write<Company> read, List<Period<Company>> ever,
                Instant knownFrom) {
            var isBounded = knownFrom != null && ever.stream()
                    .flatMap(period -> Stream.of(period.knownFrom(), period.knownTo())).filter(Objects::nonNull)
                    .anyMatch(knownFrom::isBefore);
            return !isBounded
                    ? List.of()
                    : added(place, id, read, ever, standing(ever, read.valid())
                            .filter(before -> age(before, read) < 0));
        }

        /** What it says beyond what was told, and of days of which nothing is. */
        private List<Row<Company>> added(Place place, UUID id, Write<Company> read, List<Period<Company>> ever,
                Stream<Period<Company>> told) {
            var otherwise = new LinkedHashSet<String>();
            var added = told.flatMap(before -> adding(read, before, ever, otherwise)
                    .map(write -> new Row<>(place, companies, id, null, write, null, before)).stream());
            var alone = unsaid(read, ever).stream().map(days -> new Row<>(place, companies, id, during(days, read)));
            var all = Stream.concat(added, alone).toList();
            otherwise.forEach(what -> rows.warn(place, "recorded-otherwise", what));
            return all;
        }
    }

    /** What stands on some of the days. */
    private static Stream<Period<Company>> standing(List<Period<Company>> ever, Interval days) {
        return ever.stream().filter(period -> isKnown(period, null) && period.valid().overlaps(days));
    }

    /** @param at null is now */
    private static boolean isKnown(Period<Company> period, Instant at) {
        return at == null ? period.knownTo() == null : period.isKnown(at);
    }

    /**
     * Those of its days on which nothing stands. But a source's later edition has the last word since the day on which that begins, and
     * what somebody took back of this one stays so.
     */
    private static List<Interval> unsaid(Write<Company> read, List<Period<Company>> ever) {
        var days = List.of(read.valid());
        for (var period : ever) {
            var age = age(period, read);
            var isTakenBack = period.supersededAt() != null && age == 0
                    && period.sources().stream().anyMatch(source -> isOf(source, read));
            if (age > 0 || isTakenBack || isKnown(period, null)) {
                var said = age > 0 ? new Interval(period.valid().from(), null) : period.valid();
                days = days.stream().flatMap(some -> some.without(said).stream()).toList();
            }
        }
        return days;
    }

    private static Write<Company> during(Interval days, Write<Company> read) {
        return new Write<>(days, read.content(), read.confidence(), read.sources(), read.reason(), read.note());
    }

    private static boolean haveOneIdentifier(Company one, Company other) {
        var keys = one.identifiers().stream().map(Beside::key).collect(Collectors.toSet());
        return other.identifiers().stream().map(Beside::key).anyMatch(keys::contains);
    }

    private static String key(Identifier identifier) {
        return Identified.key(identifier.scheme(), identifier.value());
    }

    // --- Adding to what others told ------------------------------------------------------------------------------------

    /** Empty where it says nothing new. */
    private Optional<Write<Company>> adding(Write<Company> read, Period<Company> before, List<Period<Company>> ever,
            Set<String> otherwise) {
        var age = age(before, read);
        if (age > 0) {
            return Optional.empty();
        }
        var isLater = age < 0;
        var told = isLater
                ? new Brought(read, ever, true).andSaid(read.content()).of(before.content())
                : before.content();
        tellApart(told, read.content(), otherwise);
        var all = union(told, read.content());
        if (all.equals(before.content()) && works(before.sources()).containsAll(works(read.sources()))) {
            return Optional.empty();
        }
        // What is new is by the edition that brings it.
        var sources = before.sources().stream().filter(source -> isLater
                ? !isOf(source, read)
                : !works(read.sources()).contains(work(source))).toList();
        return Optional.of(write(all, before.valid().and(read.valid()).orElseThrow(),
                together(sources, read.sources(), Beside::work), before.confidence(), before.note()));
    }

    /**
     * Below 0 where a period rests on earlier editions of what is read only, above 0 where it rests on a later one; 0 on none, on
     * the same, or where what is read has no day. An edition that was cited without a day is of when it became known.
     */
    private static int age(Period<Company> period, Write<Company> read) {
        var day = read.sources().stream().map(Citation::publishedOn).filter(Objects::nonNull).map(Edtf::latest)
                .max(Comparator.naturalOrder());
        var last = period.sources().stream().filter(source -> isOf(source, read))
                .map(source -> source.publishedOn() == null
                        ? LocalDate.ofInstant(period.knownFrom(), ZoneOffset.UTC)
                        : source.publishedOn().latest())
                .max(Comparator.naturalOrder());
        return day.isEmpty() || last.isEmpty() ? 0 : last.get().compareTo(day.get());
    }

    private static void tellApart(Company told, Company said, Set<String> otherwise) {
        tellApart("entityType", told.entityType(), said.entityType(), otherwise);
        tellApart("jurisdiction", told.jurisdiction(), said.jurisdiction(), otherwise);
        tellApart("legalForm", told.legalForm(), said.legalForm(), otherwise);
        tellApart("status", told.status(), said.status(), otherwise);
        tellApart("foundedOn", told.foundedOn(), said.foundedOn(), otherwise);
        tellApart("dissolvedOn", told.dissolvedOn(), said.dissolvedOn(), otherwise);
        tellApart("headId", told.headId(), said.headId(), otherwise);
        tellApart("seat", told.seat(), said.seat(), otherwise);
    }

    private static void tellApart(String field, Object told, Object said, Set<String> otherwise) {
        if (told != null && said != null && !told.equals(said)) {
            otherwise.add("says " + word(said) + " as its " + field + "; recorded is " + word(told) + ", which stays");
        }
    }

    private static String word(Object value) {
        if (value instanceof Seat seat) {
            return Stream.of(seat.city(), seat.region(), seat.unlocode()).filter(Objects::nonNull)
                    .collect(Collectors.joining(", "));
        }
        return value instanceof Enum<?> constant ? Json.name(constant) : value.toString();
    }

    /** What a source is, whenever it was looked up. */
    private static Object work(Citation citation) {
        return List.of(citation.type(), citation.title(), citation.publisher(), String.valueOf(citation.url()),
                String.valueOf(citation.locator()));
    }

    private static Set<Object> works(List<Citation> sources) {
        return sources.stream().map(Beside::work).collect(Collectors.toSet());
    }

    // --- Keeping what others brought -----------------------------------------------------------------------------------

    /** @param ever all that was known of it at any time */
    private Write<Company> keeping(Write<Company> read, Period<Company> before, List<Period<Company>> ever) {
        var sources = Stream.concat(read.sources().stream(), before.sources().stream().filter(source -> !isOf(source, read)));
        return write(union(read.content(),
                new Brought(read, ever, false).butOf(read.content().identifiers()).of(before.content())),
                before.valid().and(read.valid()).orElseThrow(), sources.toList(), read.confidence(), read.note());
    }

    /** Whether all that it rests on are editions of the table. */
    private static boolean isOf(Period<Company> period, Write<Company> table) {
        return period.sources().stream().allMatch(source -> isOf(source, table));
    }

    private static boolean isOf(Citation source, Write<Company> table) {
        return table.sources().stream().anyMatch(edition -> source.title().equals(edition.title())
                && source.publisher().equals(edition.publisher()));
    }

    private record Fact(String field, Object value) {}

    /** What others than a source told of a company: what was first recorded when one of them was first cited. */
    private static final class Brought {

        private final Set<Fact> facts = new HashSet<>();

        /**
         * @param isTheirsInDoubt whether that is theirs too which is first recorded where nothing is newly cited: somebody wrote it
         *        beside the sources that there were
         */
        Brought(Write<Company> read, List<Period<Company>> ever, boolean isTheirsInDoubt) {
            var met = new HashSet<Fact>();
            var cited = new HashSet<Citation>();
            var before = new ArrayList<Period<Company>>();
            ever.stream().sorted(Comparator.comparing(Period::version)).forEach(period -> {
                var others = period.sources().stream().filter(source -> !isOf(source, read)).map(Citation::whenever).toList();
                var fresh = facts(period.content()).filter(met::add).toList();
                if (cited.addAll(others) || isTheirsInDoubt && !citesAnew(period, before, read)) {
                    facts.addAll(fresh);
                }
                before.add(period);
            });
        }

        /** Whether it rests on an edition that was not cited for its days before. */
        private static boolean citesAnew(Period<Company> period, List<Period<Company>> before, Write<Company> read) {
            return period.sources().stream().filter(source -> isOf(source, read)).map(Citation::whenever)
                    .anyMatch(source -> before.stream().noneMatch(one -> one.valid().covers(period.valid())
                            && one.sources().stream().map(Citation::whenever).anyMatch(source::equals)));
        }

        /** And what the source itself still says. */
        Brought andSaid(Company said) {
            facts(said).forEach(facts::add);
            return this;
        }

        /** But for identifiers of schemes of which the source has one: it says itself which. */
        Brought butOf(List<Identifier> identifiers) {
            var keys = identifiers.stream().map(Beside::key).collect(Collectors.toSet());
            var schemes = identifiers.stream().map(Identifier::scheme).toList();
            facts.removeIf(fact -> fact.field().equals("identifiers") && !keys.contains(fact.value())
                    && schemes.stream().anyMatch(scheme -> fact.value().toString().startsWith(scheme + " ")));
            return this;
        }

        private static Stream<Fact> facts(Company company) {
            return Stream.of(each("names", company.names(), Company.Name::text),
                    each("identifiers", company.identifiers(), Beside::key),
                    each("identifier status", company.identifiers(), Function.identity()),
                    each("isic", company.isic(), Function.identity()), one("jurisdiction", company.jurisdiction()),
                    one("legalForm", company.legalForm()), one("status", company.status()),
                    one("foundedOn", company.foundedOn()), one("dissolvedOn", company.dissolvedOn()),
                    one("headId", company.headId()), one("seat", company.seat())).flatMap(Function.identity());
        }

        private static <T> Stream<Fact> each(String field, List<T> values, Function<? super T, ?> same) {
            return values.stream().map(value -> new Fact(field, same.apply(value)));
        }

        private static Stream<Fact> one(String field, Object value) {
            return value == null ? Stream.empty() : Stream.of(new Fact(field, value));
        }

        Company of(Company told) {
            return new Company(theirs("names", told.names(), Company.Name::text), told.entityType(),
                    theirs("jurisdiction", told.jurisdiction()),
                    theirs("identifiers", told.identifiers(), Beside::key).stream()
                            .map(identifier -> facts.contains(new Fact("identifier status", identifier))
                                    ? identifier
                                    : new Identifier(identifier.scheme(), identifier.value(), null))
                            .toList(),
                    theirs("legalForm", told.legalForm()), theirs("status", told.status()),
                    theirs("foundedOn", told.foundedOn()), theirs("dissolvedOn", told.dissolvedOn()),
                    theirs("headId", told.headId()), theirs("isic", told.isic(), Function.identity()),
                    theirs("seat", told.seat()));
        }

        private <T> List<T> theirs(String field, List<T> told, Function<? super T, ?> same) {
            return told.stream().filter(one -> facts.contains(new Fact(field, same.apply(one)))).toList();
        }

        private <T> T theirs(String field, T told) {
            return facts.contains(new Fact(field, told)) ? told : null;
        }
    }

    // --- Both ----------------------------------------------------------------------------------------------------------

    private Write<Company> write(Company company, Interval days, List<Citation> sources, Confidence confidence, String note) {
        ObjectNode json = mapper.valueToTree(company);
        json.put("validFrom", days.from() == null ? null : days.from().toString());
        json.put("validTo", days.to() == null ? null : days.to().toString());
        json.set("sources", mapper.valueToTree(sources));
        json.put("confidence", Json.name(confidence));
        json.put("note", note);
        return companies.write(json);
    }

    /** What the first says, and what only the second does. */
    private static Company union(Company first, Company second) {
        return new Company(together(first.names(), second.names(), Company.Name::text), first.entityType(),
                either(first.jurisdiction(), second.jurisdiction()),
                identifiers(first.identifiers(), second.identifiers()),
                either(first.legalForm(), second.legalForm()), either(first.status(), second.status()),
                either(first.foundedOn(), second.foundedOn()), either(first.dissolvedOn(), second.dissolvedOn()),
                either(first.headId(), second.headId()), first.isic().isEmpty() ? second.isic() : first.isic(),
                either(first.seat(), second.seat()));
    }

    /** With the status that the second has of those of which the first has none. */
    private static List<Identifier> identifiers(List<Identifier> first, List<Identifier> second) {
        return together(first, second, Beside::key).stream().map(one -> one.status() != null
                ? one
                : new Identifier(one.scheme(), one.value(), second.stream().filter(other -> key(other).equals(key(one)))
                        .map(Identifier::status).filter(Objects::nonNull).findFirst().orElse(null)))
                .toList();
    }

    private static <T> T either(T first, T second) {
        return first == null ? second : first;
    }

    private static <T> List<T> together(List<T> first, List<T> second, Function<? super T, ?> same) {
        var all = new ArrayList<>(first);
        Set<Object> known = first.stream().<Object>map(same).collect(Collectors.toCollection(LinkedHashSet::new));
        second.stream().filter(one -> known.add(same.apply(one))).forEach(all::add);
        return all;
    }
}
