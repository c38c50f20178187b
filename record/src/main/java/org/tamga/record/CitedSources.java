package org.tamga.record;

import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The sources that what may be read has cited, each once, for who is to cite one again. They are noted with the writes that cite
 * them; what only a withheld record cites is not among them.
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
    /** So many words narrow a search; more are not looked at. */
    private static final int MOST_WORDS = 8;
    /** What has none of these no index of trigrams finds. */
    private static final Pattern TRIGRAM = Pattern.compile("[\\p{L}\\p{N}]{3}");
    /** Sources of which it is remembered that they are noted: a file cites the same one in all its rows. */
    private static final int REMEMBERED = 1000;
    /** A citation as it stands in a record, without what is not the source's own. */
    private static final String SOURCE = "cited - '{locator,quote,retrievedOn}'::text[]";

    private final Database database;
    private final ObjectMapper mapper;
    private final Set<Citation> noted = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Citation, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }));

    CitedSources(Database database, ObjectMapper mapper) {
        this.database = database;
        this.mapper = mapper;
    }

    /** Notes what a write cites, at the end of its transaction: nobody waits longer for one who cites the same for the first time. */
    void note(Transaction transaction, List<Citation> cited) {
        cited.stream().map(Citation::source).filter(source -> !noted.contains(source))
                .forEach(source -> transaction.beforeCommit(this, Noting::new).fresh.add(source));
    }

    /** What a transaction cites and was not known to be noted. */
    private final class Noting implements Transaction.Ending {

        private final Set<Citation> fresh = new LinkedHashSet<>();

        @Override
        public void end(Transaction transaction) throws SQLException {
            // In an order, so that two never wait for each other.
            transaction.update("insert into cited_source (source) select source::jsonb from unnest(?::text[]) source"
                    + " order by source on conflict do nothing", fresh.stream().map(CitedSources.this::json).toList());
            transaction.afterCommit(() -> noted.addAll(fresh));
        }
    }

    /** Forgets what only this record cites, which is withheld by now. */
    void forget(Transaction transaction, VersionTable<?> table, UUID id) throws SQLException {
        transaction.update("delete from cited_source c where md5(c.source::text) in (select md5((" + SOURCE + ")::text) from "
                + table.versions() + " v cross join jsonb_array_elements(v.sources) cited where v.id = ?)"
                + " and not is_cited(c.source)", id);
        transaction.afterCommit(noted::clear);
    }

    /** Notes again what a record cites that may be read again. */
    void restore(Transaction transaction, VersionTable<?> table, UUID id) throws SQLException {
        transaction.update("insert into cited_source (source) select distinct " + SOURCE + " as source from "
                + table.versions() + " v cross join jsonb_array_elements(v.sources) cited where v.id = ? order by source"
                + " on conflict do nothing", id);
    }

    /** Those that have all these words or parts of words in title, publisher, date or address, what was cited last first. */
    List<Citation> find(String text, int limit) {
        var words = Stream.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+")).filter(word -> !word.isEmpty()).distinct()
                .limit(MOST_WORDS).toList();
        var matches = " where true" + " and words like ?".repeat(words.size());
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

    private List<Citation> list(Transaction transaction, String from, Object... arguments) throws SQLException {
        return transaction.list("select source from " + from + " order by id desc limit ?", row -> read(row.getString(1)),
                arguments);
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
