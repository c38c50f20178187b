package org.tamga.events.access;

import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.tamga.record.Ledger;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;
import org.tamga.record.inbox.Received;
import org.tamga.record.inbox.Subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Our copy of the access reports, as mobility-service knows them now. */
@Singleton
public class AccessReports extends Subscription<AccessReport, AccessReport> {

    private static final String WITHDRAWN = "org.tamga.mobility.access-report.withdrawn.v1";

    private final Database database;
    private final ObjectMapper mapper;

    AccessReports(Ledger ledger, ObjectMapper mapper) {
        super("access-report", "mobility.access-report", AccessReport.class, AccessReport.class);
        this.database = ledger.database();
        this.mapper = mapper;
    }

    /** The report on a gathering, if there is one. */
    public Optional<AccessReport> find(UUID gathering) {
        return database
                .read(transaction -> transaction.first("select report from access_report where gathering_id = ?",
                        row -> row.getString(1), gathering))
                .map(this::report);
    }

    @Override
    protected void apply(Transaction transaction, Received received, AccessReport report) throws SQLException {
        if (WITHDRAWN.equals(received.type())) {
            forget(transaction, received.key());
        } else {
            restore(transaction, received, report);
        }
    }

    @Override
    protected void restore(Transaction transaction, Received received, AccessReport report) throws SQLException {
        transaction.update("insert into access_report (gathering_id, report) values (?, ?::jsonb)"
                + " on conflict (gathering_id) do update set report = excluded.report", UUID.fromString(received.key()),
                mapper.valueToTree(report).toString());
    }

    @Override
    protected void forget(Transaction transaction, String key) throws SQLException {
        transaction.update("delete from access_report where gathering_id = ?", UUID.fromString(key));
    }

    private AccessReport report(String json) {
        try {
            return mapper.readValue(json, AccessReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored report cannot be read", e);
        }
    }
}
