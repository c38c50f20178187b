package org.tamga.trade.company;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.record.At;
import org.tamga.record.Citation;
import org.tamga.record.Condition;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.Write;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Rows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a file says of a company that other sources have told of, such as a register: it is added to what they said and takes nothing
 * away, for a file that does not have a register's number or activities does not say that there are none.
 */
@Singleton
public class Beside {

    private final CompanyRecords companies;
    private final ObjectMapper mapper;

    Beside(CompanyRecords companies, ObjectMapper mapper) {
        this.companies = companies;
        this.mapper = mapper;
    }

    /** What stands of these companies today. */
    public Map<UUID, Period<Company>> standing(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : companies.matching(Condition.of("v.id = any(?)", List.copyOf(ids)), At.now(Records.today()), ids.size())
                        .stream()
                        .collect(Collectors.toMap(Period::id, Function.identity()));
    }

    /** What was told before with what was read added, for the days of what was told; what of it contradicts is warned of, and left. */
    public Write<Company> adding(Write<Company> read, Period<Company> before, Place place, Rows rows) {
        var told = before.content();
        var said = read.content();
        warnWhereOtherwise("status", told.status(), said.status(), place, rows);
        warnWhereOtherwise("jurisdiction", told.jurisdiction(), said.jurisdiction(), place, rows);
        var all = new Company(together(told.names(), said.names(), Company.Name::text), told.entityType(),
                either(told.jurisdiction(), said.jurisdiction()),
                together(told.identifiers(), said.identifiers(), one -> Identified.key(one.scheme(), one.value())),
                either(told.legalForm(), said.legalForm()), either(told.status(), said.status()),
                either(told.foundedOn(), said.foundedOn()), either(told.dissolvedOn(), said.dissolvedOn()),
                either(told.headId(), said.headId()), told.isic().isEmpty() ? said.isic() : told.isic(),
                either(told.seat(), said.seat()));
        ObjectNode json = mapper.valueToTree(all);
        json.put("validFrom", before.valid().from() == null ? null : before.valid().from().toString());
        json.put("validTo", before.valid().to() == null ? null : before.valid().to().toString());
        json.set("sources", mapper.valueToTree(together(before.sources(), read.sources(), Beside::work)));
        json.put("confidence", Json.name(before.confidence()));
        json.put("note", before.note());
        return companies.write(json);
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

    private static <T> T either(T told, T said) {
        return told == null ? said : told;
    }

    private static <T> List<T> together(List<T> told, List<T> said, Function<? super T, ?> same) {
        var all = new ArrayList<>(told);
        Set<Object> known = told.stream().<Object>map(same).collect(Collectors.toCollection(LinkedHashSet::new));
        said.stream().filter(one -> known.add(same.apply(one))).forEach(all::add);
        return all;
    }
}
