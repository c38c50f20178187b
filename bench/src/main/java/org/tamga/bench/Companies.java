package org.tamga.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Synthetic companies, written straight into trade-service's tables as its own writes would leave them, but for the change log:
 * a million in minutes. Every tenth has moved once, so that there is history. Marked as synthetic in their citation.
 */
final class Companies {

    private static final String PREFIX = "5eed0000-0000-8000-8000-";
    /** One id per number, so that a client needs no list of them. */
    private static final String ID = "('" + PREFIX + "' || lpad(to_hex(n), 12, '0'))::uuid";

    private Companies() {
    }

    /** Makes those up to that number that are missing. */
    static void make(Connection database, int count) throws SQLException {
        try (var statement = database.createStatement()) {
            // None has a head or another country than before, which the triggers would look up row by row.
            statement.execute("alter table company_version disable trigger user");
            new Filling(database, "company", PREFIX).upTo(count, (from, to) -> {
                var numbers = " from generate_series(" + from + ", " + to + ") n";
                return List.of(
                        "insert into company (id, version, written_at) select " + ID
                                + ", case when n % 10 = 0 then 2 else 1 end, '2026-01-01T00:00:00Z'" + numbers,
                        // The former version of every tenth, then the one that stands.
                        insert("1", "tstzrange('2025-01-01', '2026-01-01')", "'Astana'", "'new'") + numbers
                                + " where n % 10 = 0",
                        insert("case when n % 10 = 0 then 2 else 1 end", "tstzrange('2026-01-01', null)", "'Almaty'",
                                "case when n % 10 = 0 then 'correction' else 'new' end") + numbers);
            });
            statement.execute("alter table company_version enable trigger user");
        }
    }

    private static String insert(String version, String known, String city, String reason) {
        return """
               insert into company_version (row_id, id, version, valid, known, recorded, recorded_by, reason, confidence, sources,
                 names, entity_type, jurisdiction, identifiers, legal_form, status, founded_on, isic, seat, name_text, name_key, isic_prefixes)
               select gen_random_uuid(), %1$s, %2$s, '[2015-01-01,)', %3$s, %3$s, 'bench', %5$s, 'reported',
                 '[{"type": "dataset", "title": "Synthetic companies", "publisher": "Tamga benchmark: synthetic"}]',
                 jsonb_build_array(
                   jsonb_build_object('text', 'Synthetic company ' || n, 'lang', 'en', 'type', 'legal'),
                   jsonb_build_object('text', 'Синтетическая компания ' || n, 'lang', 'ru', 'type', 'transliterated')),
                 (array['company', 'company', 'company', 'branch', 'representative-office'])[1 + n %% 5],
                 (array['KZ', 'KR', 'UZ', 'KG', 'TJ', 'TM'])[1 + n %% 6],
                 jsonb_build_array(jsonb_build_object('scheme', 'XX-SYN', 'value', n::text)), 'LLP',
                 (array['active', 'active', 'active', 'inactive'])[1 + n %% 4], '2015', jsonb_build_array('46'),
                 jsonb_build_object('city', %4$s), ' synthetic company ' || n || E'\\n синтетическая компания ' || n,
                 format(E'sntetk kompan %%1$s\\nsntetkkompan%%1$s\\nsntetzeska kompana %%1$s\\nsntetzeskakompana%%1$s', n), '{G,46}'"""
                .formatted(ID, version, known, city, reason);
    }

    static UUID id(int number) {
        return new UUID(0x5eed000000008000L, 0x8000000000000000L | number);
    }

    static UUID any(Random random, int count) {
        return id(random.nextInt(count));
    }

    /** A body for the API, about as large as one of these. */
    static String body(String name) {
        return """
               {"names": [{"text": "%1$s", "lang": "en", "type": "legal"}, {"text": "%1$s", "lang": "ru", "type": "transliterated"}],
               "entityType": "company", "jurisdiction": "KZ", "legalForm": "LLP", "status": "active", "foundedOn": "2015",
               "isic": ["46"], "seat": {"city": "Almaty"}, "sources": [{"type": "dataset", "title": "Synthetic companies",
               "publisher": "Tamga benchmark: synthetic"}]}"""
                .formatted(name);
    }
}
