package org.tamga.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import org.tamga.bench.Statements.Read;
import org.tamga.local.generate.Kind;
import org.tamga.local.generate.Synthetic;
import org.tamga.local.load.Importer;
import org.tamga.local.suite.Application;

/**
 * Synthetic institutions, imported through the API, and five times as many partnerships between any two of them, written straight
 * into education-service's tables as its own writes would leave them, but for the change log. Marked as synthetic in their citation.
 */
final class Partnerships {

    private static final int FOR_EACH_INSTITUTION = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String PREFIX = "5eed0000-0000-8000-8004-";
    private static final String ID = "('" + PREFIX + "' || lpad(to_hex(n), 12, '0'))::uuid";
    private static final List<String> COUNTRIES = List.of("KZ", "KR", "UZ", "KG", "RU", "MN", "JP", "GE", "AM", "DE");
    /** As the service writes where a page ended: in the order of ids, after the 250,000th. */
    private static final String MIDDLE = Base64.getUrlEncoder().withoutPadding().encodeToString(
            ("0 " + PREFIX + "00000003d090 00000000-0000-0000-0000-000000000000").getBytes(StandardCharsets.US_ASCII));
    private static final List<String> FIELDS = List.of("0311", "0613", "0713", "0811", "0912");

    private static final String INSERT = """
                                         insert into partnership_version (row_id, id, version, valid, known, recorded, recorded_by, reason, confidence, sources,
                                           parties, type, signed_on, in_effect, conditions, effective_days, isced_beginnings, name_words)
                                         select gen_random_uuid(), %s, 1, '(,)', '[2026-01-01,)', '[2026-01-01,)', 'bench', 'new', 'reported',
                                           '[{"type": "dataset", "title": "Synthetic partnerships", "publisher": "Tamga benchmark: synthetic"}]',
                                           jsonb_build_array(jsonb_build_object('institutionId', one.id), jsonb_build_object('institutionId', other.id)),
                                           (array['mou', 'interinstitutional-agreement', 'joint-programme', 'dual-degree'])[1 + n %% 4],
                                           signed::text, signed || '/' || ended,
                                           jsonb_build_array(jsonb_build_object('kind', 'student-studies', 'sender', one.id, 'receiver', other.id,
                                             'academicYearFrom', format('%%s/%%s', extract(year from signed), extract(year from signed) + 1),
                                             'placesPerYear', 1 + n %% 20, 'iscedF', field, 'language', 'en', 'cefr', 'B2')),
                                           daterange(signed, ended + 1), array[left(field, 1), left(field, 2), left(field, 3), field], '{}'
                                         from generate_series(%d, %d) n
                                           cross join lateral (values (date '2015-01-01' + n * 61 %% 4015, (array[%s])[1 + n / 7 %% 5])) d (signed, field)
                                           cross join lateral (values ((signed + interval '5 years')::date)) e (ended)
                                           join numbered one on one.number = (n * 7919::bigint) %% %d
                                           join numbered other on other.number = (n * 7919::bigint + 1 + n %% (%5$d - 1)) %% %5$d""";

    private Partnerships() {
    }

    /** Lists and filters: of what is common and of what is rare, of now and of the past, from the first page and from a later one. */
    static List<Read> reads() {
        return List.of(
                new Read("institutions of a country",
                        random -> "/api/education/institutions?limit=50&country=" + country(random)),
                new Read("institutions by a word", random -> "/api/education/institutions?limit=50&q="
                        + URLEncoder.encode(one(random, List.of("Aktobe", "Алматы", "부산", "medical")), StandardCharsets.UTF_8)),
                new Read("a page of partnerships", random -> list("")),
                new Read("partnerships of a country", random -> list("&country=" + country(random))),
                new Read("of two countries", random -> list("&country=" + country(random) + "," + country(random))),
                new Read("by field", random -> list("&iscedF=" + field(random))),
                new Read("of a country, by field", random -> list("&country=" + country(random) + "&iscedF=" + field(random))),
                new Read("of a country, in effect on a day",
                        random -> list(
                                "&country=" + country(random) + "&inEffectOn=20" + (16 + random.nextInt(14)) + "-03-01")),
                new Read("of a country, from the last on", random -> list("&country=" + country(random) + "&sort=-id")),
                new Read("of a country, from the middle on", random -> list("&country=" + country(random) + "&after="
                        + MIDDLE)),
                new Read("of a country, as known in the past",
                        random -> list("&country=" + country(random) + "&knownAt=2026-02-01T00:00:00Z")),
                new Read("of a country, by field, as valid and known in the past", random -> list("&country=" + country(random)
                        + "&iscedF=" + field(random) + "&validAt=2019-09-01&knownAt=2026-02-01T00:00:00Z")),
                new Read("of a country, before anything was known",
                        random -> list("&country=" + country(random) + "&knownAt=2025-06-01T00:00:00Z")));
    }

    private static String list(String filter) {
        return "/api/education/partnerships?limit=50" + filter;
    }

    private static String country(Random random) {
        return one(random, COUNTRIES);
    }

    private static String field(Random random) {
        return one(random, FIELDS);
    }

    private static String one(Random random, List<String> any) {
        return any.get(random.nextInt(any.size()));
    }

    /** Makes those up to that number that are missing, and institutions for them. */
    static void make(Suite suite, int count) throws SQLException, IOException {
        var institutions = count / FOR_EACH_INSTITUTION;
        importInstitutions(suite, institutions);
        try (var database = suite.database(Application.EDUCATION); var statement = database.createStatement()) {
            statement.execute("create temporary table numbered as select row_number() over (order by id) - 1 as number, id"
                    + " from (select id from institution order by id limit " + institutions + ") i");
            statement.execute("analyze numbered");
            var fields = FIELDS.stream().map(field -> "'" + field + "'").collect(Collectors.joining(", "));
            new Filling(database, "partnership", PREFIX).upTo(count, (from, to) -> List.of(
                    "insert into partnership (id, version, written_at) select " + ID + ", 1, '2026-01-01' from generate_series("
                            + from + ", " + to + ") n",
                    INSERT.formatted(ID, from, to, fields, institutions)));
        }
    }

    private static void importInstitutions(Suite suite, int count) throws SQLException, IOException {
        try (var database = suite.database(Application.EDUCATION);
                var statement = database.createStatement();
                var present = statement.executeQuery("select count(*) from institution")) {
            present.next();
            if (present.getInt(1) >= count) {
                return;
            }
        }
        var synthetic = new Synthetic(1, Map.of(Kind.INSTITUTIONS, count));
        var address = URI.create("http://127.0.0.1:" + suite.port(Application.EDUCATION));
        try (var importer = new Importer(address::resolve, suite.token("bench", "education-editor"), PATIENCE)) {
            var run = importer.begin("institutions", line -> {
            });
            for (int number = 0; number < count; number++) {
                run.add(Kind.INSTITUTIONS.path(), synthetic.record(Kind.INSTITUTIONS, number).toString());
            }
            var report = run.end();
            if (report.accepted() + report.unchanged() != count) {
                throw new IOException("not all was imported: " + report);
            }
        }
    }
}
