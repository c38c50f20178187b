package org.tamga.mobility.gathering;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.record.Ledger;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Our copy of the gatherings, as they are known now: one row for each period of a gathering. */
@Singleton
public class GatheringCopies {

    private static final TypeReference<List<Country>> COUNTRIES = new TypeReference<>() {
    };

    private final Database database;
    private final ObjectMapper mapper;

    GatheringCopies(Ledger ledger, ObjectMapper mapper) {
        this.database = ledger.database();
        this.mapper = mapper;
    }

    /** The gathering as it is on that day, if it is known. */
    public Optional<Gathering> find(UUID id, LocalDate validAt) {
        return database.read(transaction -> transaction.first("select * from gathering where id = ? and valid @> ?::date",
                this::gathering, id, validAt));
    }

    /** Puts what stands now in the place of what stood. */
    void replace(Transaction transaction, GatheringChanged change) throws SQLException {
        for (var state : change.before()) {
            clear(transaction, change.recordId(), state);
        }
        for (var state : change.after()) {
            // Whatever we have for these days is older, even where an event told us of it that we never saw.
            clear(transaction, change.recordId(), state);
            insert(transaction, state, state.of(change.recordId()));
        }
    }

    private static void clear(Transaction transaction, UUID id, GatheringChanged.State state) throws SQLException {
        transaction.update("delete from gathering where id = ? and valid && ?::daterange", id, state.valid().toRange());
    }

    private void insert(Transaction transaction, GatheringChanged.State state, Gathering gathering) throws SQLException {
        transaction.update("insert into gathering (id, valid, title, country, starts_on, ends_on, invited, status)"
                + " values (?, ?::daterange, ?::jsonb, ?, ?, ?, ?::jsonb, ?)", gathering.id(), state.valid().toRange(),
                json(gathering.title()), gathering.country() == null ? null : gathering.country().code(),
                text(gathering.startsOn()), text(gathering.endsOn()), json(gathering.invited()), gathering.status());
    }

    private Gathering gathering(ResultSet row) throws SQLException {
        try {
            var country = row.getString("country");
            return new Gathering(row.getObject("id", UUID.class), mapper.readValue(row.getString("title"), LanguageMap.class),
                    country == null ? null : new Country(country), edtf(row.getString("starts_on")),
                    edtf(row.getString("ends_on")), mapper.readValue(row.getString("invited"), COUNTRIES),
                    row.getString("status"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a gathering's copy cannot be read", e);
        }
    }

    private String json(Object value) {
        return mapper.valueToTree(value).toString();
    }

    private static String text(Edtf date) {
        return date == null ? null : date.text();
    }

    private static Edtf edtf(String text) {
        return text == null ? null : new Edtf(text);
    }
}
