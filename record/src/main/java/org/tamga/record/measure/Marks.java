package org.tamga.record.measure;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.tamga.record.Author;
import org.tamga.record.Change;
import org.tamga.record.Records;
import org.tamga.record.Witness;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Marks the readings that a change may have moved, in the change's transaction: one mark for each, however many records the
 * transaction writes.
 */
@Singleton
class Marks implements Witness {

    private final Instance<Measure> measures;
    private final ObjectMapper mapper;
    private volatile Runnable listener = () -> {
    };

    Marks(Instance<Measure> measures, ObjectMapper mapper) {
        this.measures = measures;
        this.mapper = mapper;
    }

    /** Names who is told after a commit that has marked something. */
    void whenMarked(Runnable listener) {
        this.listener = listener;
    }

    @Override
    public <C extends Record> void changed(Transaction transaction, Records<C> records, Change<C> change, Author author)
            throws SQLException {
        for (var measure : measures) {
            for (var ground : measure.grounds()) {
                for (var dimensions : ground.movedBy(transaction, records, change)) {
                    add(transaction, measure.code(), dimensions, author.traceparent());
                }
            }
        }
        if (records instanceof CoverageRecords) {
            for (var periods : List.of(change.before(), change.after())) {
                for (var period : periods) {
                    var coverage = (Coverage) (Object) period.content();
                    add(transaction, coverage.measure(), coverage.dimensions(), author.traceparent());
                }
            }
        }
    }

    /** Marks a reading at the end of the transaction. */
    void add(Transaction transaction, String code, Map<String, String> dimensions, String traceparent) {
        transaction.beforeCommit(this, Gathered::new).marks
                .add(List.of(code, json(dimensions), traceparent == null ? "" : traceparent));
    }

    /** The dimensions as they are stored. */
    String json(Map<String, String> dimensions) {
        return mapper.valueToTree(new TreeMap<>(dimensions)).toString();
    }

    private final class Gathered implements Transaction.Ending {

        private final Set<List<String>> marks = new LinkedHashSet<>();

        @Override
        public void end(Transaction transaction) throws SQLException {
            transaction.batch("insert into measure_mark (code, dimensions, traceparent) values (?, ?::jsonb, nullif(?, ''))",
                    marks.stream().map(List::toArray).toList());
            transaction.afterCommit(listener);
        }
    }
}
