package org.tamga.trade.bods;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.tamga.record.database.Database;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Who statements are about, by the ids that their publishers give them: in this file, or in one that was taken in before. */
final class StatedParties {

    /** Bytes of parties that are remembered, some 110,000; those that were named before them are looked up. */
    private static final long PARTIES = 24 << 20;

    private final Database database;
    private final Rows rows;
    private final Remembered<Party> remembered = new Remembered<>(PARTIES, Party::size, (id, party) -> {
    });
    private final Map<UUID, Noted> unnoted = new LinkedHashMap<>();
    /** Of those to which the statements refer that are looked at now, those of earlier files. */
    private Map<UUID, Party> earlier = Map.of();

    /** A person or entity; a company's country is that of its own record. */
    record Party(UUID companyId, String name, String kind, String country) {

        ObjectNode holder() {
            var holder = JsonNodeFactory.instance.objectNode().put("kind", kind).put("country", country);
            return companyId != null ? holder.put("companyId", companyId.toString()) : holder.put("name", name);
        }

        long size() {
            return 64 + (name == null ? 0 : 2L * name.length());
        }
    }

    private record Noted(LocalDate day, Party party) {}

    StatedParties(Database database, Rows rows) {
        this.database = database;
        this.rows = rows;
    }

    /** The id of a party, and of the company that is recorded for it where no other is. */
    static UUID id(String publisher, String recordId) {
        return Row.id("bods", publisher, recordId);
    }

    /** @param day of the statement: of several files the later says who it is */
    void put(UUID id, Party party, LocalDate day) {
        remembered.put(id, party);
        if (!id.equals(party.companyId()) || !party.kind().equals("entity")) {
            unnoted.put(id, new Noted(day, party));
        }
    }

    /** Looks up those to which statements refer that are taken next, as far as this file does not say who they are. */
    void lookUp(Collection<UUID> ids) {
        var asked = ids.stream().filter(id -> remembered.get(id) == null).distinct().toList();
        var found = new HashMap<UUID, Party>();
        if (!asked.isEmpty()) {
            Database.Work<Integer> query = transaction -> {
                // A company that has the id which is made of the publisher's, unless something else was noted of that.
                transaction.list("select distinct id from company_version where id = any (?::uuid[]) and standing",
                        row -> row.getObject("id", UUID.class), asked)
                        .forEach(id -> found.put(id, new Party(id, null, "entity", null)));
                return transaction.list("select id, company, name, kind, country from bods_party where id = any (?::uuid[])",
                        row -> found.put(row.getObject("id", UUID.class), new Party(row.getObject("company", UUID.class),
                                row.getString("name"), row.getString("kind"), row.getString("country"))),
                        asked).size();
            };
            if (rows.areTogether()) {
                note();
                rows.recorded(query);
            } else {
                database.read(query);
            }
        }
        earlier = found;
    }

    /** Empty for one of whom nothing was ever stated. */
    Optional<Party> find(UUID id) {
        return Optional.ofNullable(remembered.get(id)).or(() -> Optional.ofNullable(earlier.get(id)));
    }

    /** Has those kept to which a later file may refer. */
    void note() {
        if (!unnoted.isEmpty()) {
            var arguments = unnoted.entrySet().stream().sorted(Comparator.comparing(Map.Entry::getKey)).map(one -> {
                var party = one.getValue().party();
                return new Object[]{one.getKey(), one.getValue().day(), party.companyId(), party.name(), party.kind(),
                        party.country()};
            }).toList();
            unnoted.clear();
            rows.note(transaction -> transaction.batch("insert into bods_party as known (id, day, company, name, kind, country)"
                    + " values (?, ?, ?, ?, ?, ?) on conflict (id) do update set day = excluded.day,"
                    + " company = excluded.company, name = excluded.name, kind = excluded.kind, country = excluded.country"
                    + " where known.day <= excluded.day", arguments));
        }
    }
}
