package org.tamga.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;

import org.tamga.bench.Statements.Read;

/**
 * Synthetic interests in the synthetic companies, three for every two, written straight into trade-service's tables as its own writes
 * would leave them, but for the change log. Two fifths are held from Korea and hardly any from Mongolia; of each country's few exceed
 * 99 per cent. Besides, ten companies that own one another in a chain, and one with a thousand branches. Marked as synthetic in their
 * citation.
 */
final class Interests {

    private static final String PREFIX = "5eed0000-0000-8000-8005-";
    private static final String BRANCH = "5eed0000-0000-8000-8006-";
    private static final int LINKS = 10;
    private static final int BRANCHES = 1000;
    /** Companies whose number five divides are neither branches nor offices. */
    private static final int HEAD = 5 * (LINKS + 1);
    private static final String SOURCES = "'[{\"type\": \"dataset\", \"title\": \"Synthetic interests\", \"publisher\": \"Tamga benchmark: synthetic\"}]'";

    /** With what each is held in, as a write notes it: a record belongs to the same one for good. */
    private static final String HEADS = """
                                        insert into interest (id, version, written_at, parent_id)
                                        select ('%1$s' || lpad(to_hex(n), 12, '0'))::uuid, 1, '2026-01-01', %2$s
                                        from generate_series(%3$d, %4$d) n""";

    private static final String INSERT = """
                                         insert into interest_version (row_id, id, parent_id, version, valid, known, recorded, recorded_by, reason, confidence,
                                           sources, holder, interest_type, direct, share, holder_country, company_country)
                                         select gen_random_uuid(), ('%1$s' || lpad(to_hex(n), 12, '0'))::uuid,
                                           %5$s, 1, '[2015-01-01,)', '[2026-01-01,)', '[2026-01-01,)', 'bench', 'new', 'reported', %2$s,
                                           jsonb_build_object('kind', 'entity', 'name', 'Synthetic holder ' || n, 'country', country), 'shareholding', true,
                                           jsonb_build_object('exact', case when n %% 40009 = 0 then 99.5 else 1 + n %% 48 end), country,
                                           (array['KZ', 'KR', 'UZ', 'KG', 'TJ', 'TM'])[1 + c %% 6]
                                         from generate_series(%3$d, %4$d) n
                                           cross join lateral (select n * 2 / 3 as c, case when n %% 50021 = 0 then 'MN'
                                             else (array['KR', 'CN', 'KR', 'TR', 'RU'])[1 + n %% 5] end as country) h""";

    private static final String CHAIN = """
                                        insert into interest_version (row_id, id, parent_id, version, valid, known, recorded, recorded_by, reason, confidence,
                                          sources, holder, interest_type, direct, share)
                                        select gen_random_uuid(), i.id, %4$s, 1, '[2015-01-01,)', '[2026-01-01,)', '[2026-01-01,)', 'bench', 'new', 'reported', %1$s,
                                          case when n < %2$d then jsonb_build_object('kind', 'entity', 'companyId', %5$s)
                                            else '{"kind": "person", "name": "Synthetic owner", "country": "KR"}' end,
                                          'shareholding', true, '{"exact": 51}'
                                        from generate_series(1, %2$d) n, lateral (values (('%3$s' || lpad(to_hex(n), 12, '0'))::uuid)) i (id)""";

    private static final String BRANCHES_OF_ONE = """
                                                  insert into company_version (row_id, id, version, valid, known, recorded, recorded_by, reason, confidence, sources,
                                                    names, entity_type, jurisdiction, identifiers, status, head_id, isic, name_text, name_key, isic_prefixes)
                                                  select gen_random_uuid(), c.id, 1, '[2015-01-01,)', '[2026-01-01,)', '[2026-01-01,)', 'bench', 'new', 'reported', %s,
                                                    jsonb_build_array(jsonb_build_object('text', 'Synthetic branch ' || n, 'lang', 'en', 'type', 'legal')),
                                                    'branch', 'KZ', '[]', 'active', '%s', '[]', ' synthetic branch ' || n, 'sntetk brans ' || n, '{}'
                                                  from generate_series(1, %d) n, lateral (values (('%s' || lpad(to_hex(n), 12, '0'))::uuid)) c (id)""";

    private Interests() {
    }

    /** Lists of companies by whose capital is in them, of which many or few are. */
    static List<Read> filters() {
        return List.of(
                new Read("companies with capital from a country", random -> list("&capitalFrom=" + from(random))),
                new Read("of one country", random -> list("&country=KZ&capitalFrom=" + from(random))),
                new Read("of one country, with a share that most have",
                        random -> list("&country=KZ&capitalFrom=KR&minShare=" + (1 + random.nextInt(10)))),
                new Read("with a share that half have",
                        random -> list("&capitalFrom=" + from(random) + "&overShare=" + (20 + random.nextInt(10)))),
                new Read("with a share that hardly any has",
                        random -> list("&capitalFrom=" + from(random) + "&minShare=" + (98 + random.nextInt(2)))),
                new Read("of one country, with a share that hardly any has",
                        random -> list("&country=KZ&capitalFrom=KR&minShare=" + (98 + random.nextInt(2)))),
                new Read("as valid and known in the past", random -> list("&country=KZ&capitalFrom=" + from(random)
                        + "&validAt=2020-06-01&knownAt=2026-02-01T00:00:00Z")),
                new Read("from a country that hardly any has", random -> list("&capitalFrom=MN")));
    }

    /** What is worked out for one company. */
    static List<Read> origins() {
        return List.of(
                new Read("capital origin through ten owners", random -> origin(Companies.id(5).toString())),
                new Read("capital origin of a head of 1,000 branches", random -> origin(Companies.id(HEAD).toString())),
                new Read("capital origin of one of the branches",
                        random -> origin(BRANCH + "%012x".formatted(1 + random.nextInt(BRANCHES)))));
    }

    private static String list(String filter) {
        return "/api/trade/companies?limit=50" + filter;
    }

    private static String origin(String company) {
        return "/api/trade/companies/" + company + "/capital-origin";
    }

    private static String from(Random random) {
        return List.of("KR", "CN", "TR").get(random.nextInt(3));
    }

    /** SQL for the id of the company of a number, {@link Companies#id} in Java. */
    private static String company(String number) {
        return "('5eed0000-0000-8000-8000-' || lpad(to_hex(" + number + "), 12, '0'))::uuid";
    }

    /** Makes those of so many companies that are missing. */
    static void make(Connection database, int companies) throws SQLException {
        try (var statement = database.createStatement()) {
            // What the triggers would look up row by row is written with the rows.
            statement.execute("alter table interest_version disable trigger user");
            var areNew = new Filling(database, "interest", PREFIX).upTo(companies * 3 / 2, (from, to) -> List.of(
                    HEADS.formatted(PREFIX, company("n * 2 / 3"), from, to),
                    INSERT.formatted(PREFIX, SOURCES, from, to, company("c"))));
            statement.execute("alter table interest_version enable trigger user");
            statement.execute(
                    """
                    insert into capital_bound (holder_country, company, interest, company_country, upper, total, is_sure)
                    select holder_country, parent_id, id, company_country, least_share,
                      sum(least_share) over (partition by holder_country, parent_id), true
                    from interest_version where is_capital and holder_country is not null and least_share > 0
                      and (%s or not exists (select from capital_bound))
                    on conflict do nothing""".formatted(areNew));
            if (statement.executeUpdate("insert into company (id, version, written_at) select ('" + BRANCH
                    + "' || lpad(to_hex(n), 12, '0'))::uuid, 1, '2026-01-01' from generate_series(1, " + BRANCHES
                    + ") n on conflict do nothing") > 0) {
                statement.execute(BRANCHES_OF_ONE.formatted(SOURCES, Companies.id(HEAD), BRANCHES, BRANCH));
                statement.execute(HEADS.formatted(BRANCH, company("5 * n"), 1, LINKS));
                statement.execute(CHAIN.formatted(SOURCES, LINKS, BRANCH, company("5 * n"), company("5 * n + 5")));
            }
            statement.execute("vacuum analyze");
        }
    }
}
