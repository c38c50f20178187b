package org.tamga.trade.company;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.record.Condition;
import org.tamga.record.imports.Rows;
import org.tamga.trade.company.Company.Identifier;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Which recorded company an identifier names, in whichever of its scheme's spellings. */
@Singleton
public class Identified {

    /**
     * The companies that hold these identifiers with all that a file has stated so far, on any day: of several the last. One that
     * nobody holds is missing.
     */
    public Map<String, UUID> holders(Collection<Identifier> identifiers, Rows rows) {
        if (identifiers.isEmpty()) {
            return Map.of();
        }
        var arguments = new ArrayList<Object>();
        identifiers.forEach(identifier -> {
            arguments.add(identifier.scheme());
            arguments.add(bare(identifier.scheme(), identifier.value()));
        });
        var pairs = identifiers.stream().map(identifier -> "(?, ?)").collect(Collectors.joining(", "));
        var holders = new HashMap<String, UUID>();
        rows.recorded(transaction -> transaction.list("select scheme, value, id from record_key"
                + " where kind = 'company' and (scheme, value) in (" + pairs + ") order by lower(valid) nulls first",
                row -> holders.put(key(row.getString("scheme"), row.getString("value")), row.getObject("id", UUID.class)),
                arguments.toArray()));
        return holders;
    }

    /**
     * Companies with that identifier.
     *
     * @param scheme null for whichever
     */
    public static Condition by(String scheme, String value) {
        var spellings = scheme == null ? IdentifierScheme.spellings(value) : spellings(scheme, value);
        var entries = Stream.concat(Stream.of(value), spellings.stream()).distinct().map(spelling -> {
            var entry = JsonNodeFactory.instance.objectNode().put("value", spelling);
            return JsonNodeFactory.instance.arrayNode().add(scheme == null ? entry : entry.put("scheme", scheme)).toString();
        }).toArray();
        return Condition.of("(" + String.join(" or ", Collections.nCopies(entries.length, "v.identifiers @> ?::jsonb")) + ")",
                entries);
    }

    /** An identifier as a key of {@link #holders}. */
    public static String key(String scheme, String value) {
        return scheme + " " + bare(scheme, value);
    }

    /** An identifier as it is known again by, whichever of its scheme's spellings it has. */
    public static String bare(String scheme, String value) {
        return spellings(scheme, value).get(0);
    }

    /** An identifier in each spelling of its scheme. */
    public static List<String> spellings(String scheme, String value) {
        return IdentifierScheme.spellings(scheme, value);
    }
}
