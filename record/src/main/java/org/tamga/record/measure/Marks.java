package org.tamga.record.measure;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.tamga.record.Author;
import org.tamga.record.Change;
import org.tamga.record.Records;
import org.tamga.record.Witness;
import org.tamga.record.change.Backlog;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Marks the readings that a change may have moved, in the change's transaction. */
@Singleton
class Marks implements Witness {

    private static final TypeReference<Map<String, String>> DIMENSIONS = new TypeReference<>() {
    };

    private final Instance<Measure> measures;
    private final ObjectMapper mapper;
    private final Backlog backlog;

    Marks(Instance<Measure> measures, Database database, ObjectMapper mapper) {
        this.measures = measures;
        this.mapper = mapper;
        this.backlog = new Backlog(database, "measure");
    }

    /** Which reading a key of the backlog names. */
    record Name(String code, Map<String, String> dimensions) {}

    Backlog backlog() {
        return backlog;
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

    void add(Transaction transaction, String code, Map<String, String> dimensions, String traceparent) {
        try {
            backlog.mark(transaction, code + "?" + mapper.writeValueAsString(new TreeMap<>(dimensions)), traceparent);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(dimensions + " cannot be written", e);
        }
    }

    Name name(String key) {
        var end = key.indexOf('?');
        try {
            return new Name(key.substring(0, end), mapper.readValue(key.substring(end + 1), DIMENSIONS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(key + " names no reading", e);
        }
    }
}
