package org.tamga.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import java.util.UUID;

/**
 * Synthetic companies, written straight into trade-service's tables as its own writes would leave them, but for the change log:
 * a million in minutes. Every tenth has moved once, so that there is history. Marked as synthetic in their citation.
 */
final class Companies {

    /** One id per number, so that a client needs no list of them. */
    private static final String ID = "('5eed0000-0000-8000-8000-' || lpad(to_hex(n), 12, '0'))::uuid";

    private Companies() {
    }

    /** Makes those up to that number that are missing. */
    static void make(Connection database, int count) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute("set transaction_timeout = 0");
            try (var row = statement
                    .executeQuery("select count(*) from company where id::text like '5eed0000-0000-8000-8000-%'")) {
                row.next();
                var present = row.getInt(1);
                for (int from = present; from < count; from += 50_000) {
                    make(statement, from, Math.min(from + 50_000, count));
                }
            }
            statement.execute("vacuum analyze company");
            statement.execute("vacuum analyze company_version");
        }
    }

    private static void make(java.sql.Statement statement, int from, int to) throws SQLException {
        var numbers = " from generate_series(" + from + ", " + (to - 1) + ") n";
        statement.execute("insert into company (id, version, written_at) select " + ID
                + ", case when n % 10 = 0 then 2 else 1 end, '2026-01-01T00:00:00Z'" + numbers);
        // The former version of every tenth, then the one that stands.
        statement.execute(
                insert("1", "tstzrange('2025-01-01', '2026-01-01')", "'Astana'", "'new'") + numbers + " where n % 10 = 0");
        statement.execute(insert("case when n % 10 = 0 then 2 else 1 end", "tstzrange('2026-01-01', null)", "'Almaty'",
                "case when n % 10 = 0 then 'correction' else 'new' end") + numbers);
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
