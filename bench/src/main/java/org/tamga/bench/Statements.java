package org.tamga.bench;

import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;

/**
 * Synthetic statements, written straight into events-service's tables as its own writes would leave them, but for the change log
 * and for who speaks where, who are ids alone. Of their words some are in all of them, some in every seventh, some in seven.
 * Marked as synthetic in their citation.
 */
final class Statements {

    private static final int GATHERINGS = 5_000;
    private static final int SPEAKERS = 20_000;

    private static final String ID = "('5eed0000-0000-8000-8002-' || lpad(to_hex(n), 12, '0'))::uuid";

    private static final String INSERT = """
                                         insert into statement_version (row_id, id, version, valid, known, recorded, recorded_by, reason, confidence, sources,
                                           gathering_id, kind, speaker_id, said_on, rendering, text, original_language, translations, topics, countries, sounds)
                                         select gen_random_uuid(), %s, 1, '(,)', '[2026-01-01,)', '[2026-01-01,)', 'bench', 'new', 'reported',
                                           '[{"type": "dataset", "title": "Synthetic statements", "publisher": "Tamga benchmark: synthetic"}]',
                                           md5('gathering ' || n %% %d)::uuid, (array['speech', 'answer', 'interview'])[1 + n %% 3],
                                           md5('speaker ' || n %% %d)::uuid, '2025', 'summary',
                                           jsonb_build_object(
                                             'en', format('%%s in %%s: the two sides plan the project %%s', t.en, c.en, n / 7),
                                             'ru', format('%%s, %%s: стороны планируют проект %%s', t.ru, c.ru, n / 7),
                                             'kk', format('%%s, %%s: тараптар %%s жобасын жоспарлайды', t.kk, c.kk, n / 7),
                                             'ko', format('%%s %%s 사업 %%s', c.ko, t.ko, n / 7)),
                                           'en', '[]', jsonb_build_array(t.code), jsonb_build_array('KZ', c.country), c.sound
                                         from generate_series(%d, %d) n
                                           join (values (0, 'energy', 'energy', 'энергетика', 'энергетика', '에너지'), (1, 'transport', 'transport', 'транспорт', 'көлік', '교통'),
                                             (2, 'trade', 'trade', 'торговля', 'сауда', '무역'), (3, 'education', 'education', 'образование', 'білім', '교육'),
                                             (4, 'health', 'health care', 'здравоохранение', 'денсаулық', '보건'), (5, 'water', 'water', 'водные ресурсы', 'су', '물'))
                                             t (number, code, en, ru, kk, ko) on t.number = n %% 6
                                           join (values (0, 'KZ', 'Astana', 'Астана', 'Астана', '아스타나', 'astana'), (1, 'KZ', 'Almaty', 'Алматы', 'Алматы', '알마티', 'almati'),
                                             (2, 'KR', 'Seoul', 'Сеул', 'Сеул', '서울', 'seul'), (3, 'KZ', 'Kyzylorda', 'Кызылорда', 'Қызылорда', '크즐오르다', 'kizilorda'),
                                             (4, 'UZ', 'Tashkent', 'Ташкент', 'Ташкент', '타슈켄트', 'taskent'), (5, 'KG', 'Bishkek', 'Бишкек', 'Бішкек', '비슈케크', 'biskek'),
                                             (6, 'KR', 'Busan', 'Пусан', 'Пусан', '부산', 'busan')) c (number, country, en, ru, kk, ko, sound) on c.number = n %% 7""";

    private Statements() {
    }

    /** Something that is asked of them, and its address, which is another one each time. */
    record Read(String what, Function<Random, String> path) {}

    /** Lists, filters and searches. */
    static List<Read> reads(int count) {
        return List.of(
                new Read("a page of 50", random -> list("")),
                new Read("those of a gathering",
                        random -> list("&gatheringId=" + uuid("gathering " + random.nextInt(GATHERINGS)))),
                new Read("those of a speaker", random -> list("&speakerId=" + uuid("speaker " + random.nextInt(SPEAKERS)))),
                new Read("those on a topic",
                        random -> list("&topic=" + List.of("energy", "water", "trade").get(random.nextInt(3)))),
                new Read("those of a kind that concern a country", random -> list("&kind=answer&country=KG")),
                new Read("what was known before there were any", random -> list("&knownAt=2025-06-01T00:00:00Z&topic=water")),
                new Read("search: a word that few have", random -> search(Integer.toString(random.nextInt(count / 7)))),
                new Read("search: a city, in four scripts",
                        random -> search(List.of("Кызылорда", "Қызылорда", "Kyzylorda", "크즐오르다").get(random.nextInt(4)))),
                new Read("search: a city and a word that few have", random -> search("Сеул " + random.nextInt(count / 7))),
                new Read("search: two cities, which none has", random -> search("Астана Бишкек")),
                new Read("search: a word that nothing has", random -> search("неслыханно")),
                new Read("search: a word that all have", random -> search("project")));
    }

    private static String list(String filter) {
        return "/api/events/statements?limit=50" + filter;
    }

    private static String search(String words) {
        return "/api/events/search?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    private static UUID uuid(String text) {
        try {
            var digest = new BigInteger(1,
                    MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new UUID(digest.shiftRight(64).longValue(), digest.longValue());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes those up to that number that are missing. */
    static void make(Connection database, int count) throws SQLException {
        new Filling(database, "statement", "5eed0000-0000-8000-8002-").upTo(count, (from, to) -> List.of(
                "insert into statement (id, version, written_at) select " + ID + ", 1, '2026-01-01' from generate_series("
                        + from
                        + ", " + to + ") n",
                INSERT.formatted(ID, GATHERINGS, SPEAKERS, from, to)));
    }
}
