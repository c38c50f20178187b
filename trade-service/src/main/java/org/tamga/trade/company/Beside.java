package org.tamga.trade.company;

import java.time.Instant;
import java.time.LocalDate;
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
import org.tamga.record.Citation;
import org.tamga.record.Confidence;
import org.tamga.record.Interval;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.Write;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;
import org.tamga.trade.company.Company.Identifier;

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
     * @param ids of those of them that are recorded
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
         * it. What of it contradicts them is warned of, and left.
         *
         * @param isOwn true where the record is the source's own, which says what it says and nothing else
         * @param knownFrom of what is added to nothing
         */
        public void state(Place place, UUID id, boolean isOwn, Write<Company> read, Instant knownFrom) {
            var before = isOwn ? Optional.<Period<Company>>empty() : standing(id, read.valid().from());
            rows.state(before
                    .map(told -> new Row<>(place, companies, id, null, adding(read, told, place, rows), null, told))
                    .orElseGet(() -> new Row<>(place, companies, id, null, read, knownFrom)));
            stated.add(id);
        }

        /** What stands today, or on a day to come. */
        private Optional<Period<Company>> standing(UUID id, LocalDate from) {
            var today = Records.today();
            var day = from == null || from.isBefore(today) ? today : from;
            return known(id).stream().filter(period -> period.knownTo() == null && period.valid().contains(day)).findFirst();
        }

        /**
         * States what a register's table says of a company in place of what it said before, and beside what others brought.
         *
         * @param id null for the company that has the identifiers
         * @param recorded the same as far as it is recorded, or null
         */
        void restate(Place place, UUID id, UUID recorded, Write<Company> read, Instant knownFrom) {
            var ever = recorded == null ? List.<Period<Company>>of() : known(recorded);
            var others = ever.stream().filter(before -> before.valid().overlaps(read.valid()) && isKnown(before, knownFrom)
                    && !isOf(before, read) && (id != null || haveOneIdentifier(before.content(), read.content()))).toList();
            var rest = List.of(read.valid());
            for (var before : others) {
                rows.state(new Row<>(place, companies, id, null, keeping(read, before, ever), knownFrom, before));
                rest = rest.stream().flatMap(days -> days.without(before.valid()).stream()).toList();
            }
            var whose = others.isEmpty() ? id : recorded;
            rest.forEach(days -> rows.state(new Row<>(place, companies, whose, null, new Write<>(days, read.content(),
                    read.confidence(), read.sources(), read.reason(), read.note()), knownFrom)));
            if (recorded != null) {
                stated.add(recorded);
            }
        }
    }

    /** @param at null is now */
    private static boolean isKnown(Period<Company> period, Instant at) {
        return at == null ? period.knownTo() == null : period.isKnown(at);
    }

    private static boolean haveOneIdentifier(Company one, Company other) {
        var keys = one.identifiers().stream().map(Beside::key).collect(Collectors.toSet());
        return other.identifiers().stream().map(Beside::key).anyMatch(keys::contains);
    }

    private static String key(Identifier identifier) {
        return Identified.key(identifier.scheme(), identifier.value());
    }

    // --- Adding to what others told ------------------------------------------------------------------------------------

    private Write<Company> adding(Write<Company> read, Period<Company> before, Place place, Rows rows) {
        var told = before.content();
        var said = read.content();
        warnWhereOtherwise("status", told.status(), said.status(), place, rows);
        warnWhereOtherwise("jurisdiction", told.jurisdiction(), said.jurisdiction(), place, rows);
        var all = union(told, said);
        // What is new is by the edition that brings it.
        var sources = all.equals(told) ? before.sources() : without(before.sources(), read.sources());
        return write(all, before.valid().and(read.valid()).orElseThrow(), together(sources, read.sources(), Beside::work),
                before.confidence(), before.note());
    }

    private static void warnWhereOtherwise(String field, Object told, Object said, Place place, Rows rows) {
        if (told != null && said != null && !told.equals(said)) {
            rows.warn(place, "recorded-otherwise",
                    "says " + word(said) + " as its " + field + "; other sources have " + word(told)
                            + ", which stays");
        }
    }

    private static String word(Object value) {
        return value instanceof Enum<?> constant ? Json.name(constant) : Objects.toString(value);
    }

    /** What a source is, whenever it was looked up. */
    private static Object work(Citation citation) {
        return List.of(citation.type(), citation.title(), citation.publisher(), String.valueOf(citation.url()),
                String.valueOf(citation.locator()));
    }

    private static List<Citation> without(List<Citation> sources, List<Citation> others) {
        var works = others.stream().map(Beside::work).collect(Collectors.toSet());
        return sources.stream().filter(source -> !works.contains(work(source))).toList();
    }

    // --- Keeping what others brought -----------------------------------------------------------------------------------

    /** @param ever all that was known of it at any time */
    private Write<Company> keeping(Write<Company> read, Period<Company> before, List<Period<Company>> ever) {
        var sources = Stream.concat(read.sources().stream(), before.sources().stream().filter(source -> !isOf(source, read)));
        return write(union(read.content(), new Brought(read, ever).of(before.content())),
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

    /** What others than a table told of a company: what was first recorded when one of them was first cited. */
    private static final class Brought {

        private final Set<Fact> facts = new HashSet<>();
        private final Set<String> schemes;

        Brought(Write<Company> table, List<Period<Company>> ever) {
            // The table itself says which number of its own it has.
            schemes = table.content().identifiers().stream().map(Identifier::scheme).collect(Collectors.toSet());
            var met = new HashSet<Fact>();
            var cited = new HashSet<Citation>();
            ever.stream().sorted(Comparator.comparing(Period::version)).forEach(period -> {
                var others = period.sources().stream().filter(source -> !isOf(source, table)).map(Citation::whenever).toList();
                var fresh = facts(period.content()).filter(met::add).toList();
                if (cited.addAll(others)) {
                    facts.addAll(fresh);
                }
            });
        }

        private static Stream<Fact> facts(Company company) {
            return Stream.of(each("names", company.names(), Company.Name::text),
                    each("identifiers", company.identifiers(), Beside::key),
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
                            .filter(identifier -> !schemes.contains(identifier.scheme())).toList(),
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
                together(first.identifiers(), second.identifiers(), Beside::key),
                either(first.legalForm(), second.legalForm()), either(first.status(), second.status()),
                either(first.foundedOn(), second.foundedOn()), either(first.dissolvedOn(), second.dissolvedOn()),
                either(first.headId(), second.headId()), first.isic().isEmpty() ? second.isic() : first.isic(),
                either(first.seat(), second.seat()));
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
