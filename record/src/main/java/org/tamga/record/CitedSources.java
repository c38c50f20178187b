package org.tamga.record;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The sources that have been cited, each once, for who is to cite one again. They are noted with the writes that cite them; that
 * nobody reads of a source which only a withheld record cites is seen to as they are read, whoever withheld it.
 *
 * <p>
 * A search compares a bounded number, however many there are: the latest one by one, among which what many have is soon met, and
 * then those that the index gives of what few have.
 */
final class CitedSources {

    /** Sources that one answer has at most. */
    static final int MOST = 50;

    private static final int LATEST = 2000;
    private static final int GATHERED = 5000;
    /** So many at most are looked for in the record, until there are as many as are asked for. */
    private static final int CANDIDATES = 2 * MOST;
    /** What a transaction cites and is held in memory. */
    private static final int IN_MEMORY = 1000;
    /** So many words narrow a search; more are not looked at. */
    private static final int MOST_WORDS = 8;
    /** Of some ids those of sources that nothing cites. */
    private static final String NOT_CITED = "with asked as materialized (select id, source from cited_source"
            + " where id = any (?::bigint[])) select id from asked where not is_cited(source, true)";
    /** What has none of these no index of trigrams finds. */
    private static final Pattern TRIGRAM = Pattern.compile("[\\p{L}\\p{N}]{3}");

    private final Database database;
    private final ObjectMapper mapper;

    CitedSources(Database database, ObjectMapper mapper) {
        this.database = database;
        this.mapper = mapper;
    }

    /** Notes what a write cites, at the end of its transaction: nobody waits longer for one who cites the same for the first time. */
    void note(Transaction transaction, List<Citation> cited) {
        cited.forEach(citation -> noting(transaction).cited.add(citation.source()));
    }

    private Noting noting(Transaction transaction) {
        return transaction.beforeCommit(this, Noting::new);
    }

    /**
     * What a transaction cites, and the ids of what nothing cites any more. What is too much for memory waits in a table of the
     * transaction's own.
     */
    private final class Noting implements Transaction.Ending {

        private final Set<Citation> cited = new LinkedHashSet<>();
        private final Set<Long> uncited = new LinkedHashSet<>();
        private boolean overflows;

        @Override
        public void attempted(Transaction transaction) throws SQLException {
            if (cited.size() < IN_MEMORY) {
                return;
            }
            if (!overflows) {
                transaction.update("create temporary table cited_here (source text not null) on commit drop");
            }
            transaction.update("insert into cited_here select unnest(?::text[])", written());
            overflows = true;
            cited.clear();
        }

        @Override
        public void end(Transaction transaction) throws SQLException {
            if (overflows || !cited.isEmpty()) {
                insert(transaction);
            }
            if (!uncited.isEmpty()) {
                // Whoever has found one of them noted holds this until its end, which is near, for that notes at its end as well; what
                // it writes can be seen then. Where one notes very many, this gives up with its transaction after a moment.
                transaction.update("lock table cited_source in share row exclusive mode");
                each(List.copyOf(uncited), ids -> transaction.update("with gone as materialized (" + NOT_CITED
                        + ") delete from cited_source where id in (select id from gone)", ids));
            }
        }

        private void insert(Transaction transaction) throws SQLException {
            // In an order, so that two never wait for each other.
            transaction.update("insert into cited_source (source) select source::jsonb from (select unnest(?::text[]) as source"
                    + (overflows ? " union select source from cited_here" : "")
                    + ") cited order by source on conflict do nothing",
                    written());
        }

        @Override
        public boolean isLast() {
            return true;
        }

        private List<String> written() {
            return cited.stream().map(CitedSources.this::json).toList();
        }
    }

    /** The ids here of what a record cites, or ever did. */
    List<Long> of(Transaction transaction, VersionTable<?> table, UUID id) throws SQLException {
        return transaction.list("select id from cited_source where md5(source::text) in ("
                + "select md5((cited - '{locator,quote,retrievedOn}'::text[])::text) from " + table.versions()
                + " v cross join jsonb_array_elements(v.sources) cited where v.id = ?) order by id",
                row -> row.getLong("id"), id);
    }

    /** Forgets, at the end of the transaction, those of them that nothing cites any more, not even what is withheld. */
    void forget(Transaction transaction, List<Long> ids) throws SQLException {
        each(ids, some -> noting(transaction).uncited
                .addAll(transaction.list(NOT_CITED, row -> row.getLong("id"), some)));
    }

    /** Deals with ids, some at a time. */
    private interface Dealing {
        void with(List<Long> some) throws SQLException;
    }

    private static void each(List<Long> ids, Dealing dealing) throws SQLException {
        for (int from = 0; from < ids.size(); from += CANDIDATES) {
            dealing.with(ids.subList(from, Math.min(from + CANDIDATES, ids.size())));
        }
    }

    /**
     * Those that have all these words or parts of words in title, publisher, date or address, and that something cites which may be
     * read: what was noted last first. Of what more than {@link #GATHERED} have, the latest are known only where they are among the
     * {@link #LATEST} of all.
     */
    List<Citation> find(String text, int limit) {
        var words = Stream.of(text.strip().split("\\s+")).filter(word -> !word.isEmpty()).distinct().limit(MOST_WORDS).toList();
        var matches = " where true" + " and words like lower(? collate \"pg_c_utf8\")".repeat(words.size());
        var arguments = Stream.concat(words.stream().map(CitedSources::pattern), Stream.of(limit)).toArray();
        return database.snapshot(transaction -> {
            var latest = list(transaction,
                    "(select * from cited_source order by id desc limit " + LATEST + ") latest" + matches,
                    arguments);
            if (latest.size() == limit || words.stream().noneMatch(word -> TRIGRAM.matcher(word).find())) {
                return latest;
            }
            transaction.update("set local enable_seqscan = off");
            transaction.update("set local enable_indexscan = off");
            return list(transaction, "(select * from cited_source" + matches + " limit " + GATHERED + ") found", arguments);
        });
    }

    /** The candidates first, whatever is planned: to ask whether one is cited is dear, and ends when there are enough. */
    private List<Citation> list(Transaction transaction, String from, Object... arguments) throws SQLException {
        return transaction.list("with candidate as materialized (select id, source from " + from + " order by id desc limit "
                + CANDIDATES + ") select source from candidate where is_cited(source, false) order by id desc limit ?",
                row -> read(row.getString(1)), arguments);
    }

    private static String pattern(String word) {
        return "%" + word.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    private String json(Citation source) {
        try {
            return mapper.writeValueAsString(source);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a source cannot be written", e);
        }
    }

    private Citation read(String json) {
        try {
            return mapper.readValue(json, Citation.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored source cannot be read", e);
        }
    }
}
