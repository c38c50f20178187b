package org.tamga.record;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tamga.commons.problem.Problem;
import org.tamga.record.change.ChangeLog;
import org.tamga.record.change.Horizon;
import org.tamga.record.change.Queue;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.databind.ObjectMapper;

/** What every kind of record stands on: one object, so that a room's constructor names one thing. */
@Singleton
public class Ledger {

    final String domain;
    final Database database;
    final ChangeLog changes;
    final Queue queue;
    final Horizon horizon;
    final CitedSources sources;
    /** How many exports may run at once. */
    private final Semaphore exports = new Semaphore(4);
    final ObjectMapper mapper;
    final Validator validator;
    private final Iterable<Witness> witnesses;
    private final Iterable<Records<?>> kinds;

    /** A ledger without witnesses. */
    public Ledger(String domain, Database database, ChangeLog changes, Queue queue, Horizon horizon, ObjectMapper mapper,
            Validator validator) {
        this(domain, database, changes, queue, horizon, mapper, validator, List.of(), List.of());
    }

    /** The witnesses and the kinds are asked for when something changes: they may rest on records, which rest on this. */
    @Inject
    Ledger(@ConfigProperty(name = "tamga.domain") String domain, Database database, ChangeLog changes, Queue queue,
            Horizon horizon,
            ObjectMapper mapper, Validator validator, Instance<Witness> witnesses, Instance<Records<?>> kinds) {
        this(domain, database, changes, queue, horizon, mapper, validator, (Iterable<Witness>) witnesses, kinds);
    }

    Ledger(String domain, Database database, ChangeLog changes, Queue queue, Horizon horizon, ObjectMapper mapper,
            Validator validator, Iterable<Witness> witnesses, Iterable<Records<?>> kinds) {
        this.domain = domain;
        this.database = database;
        this.changes = changes;
        this.queue = queue;
        this.horizon = horizon;
        this.sources = new CitedSources(database, mapper);
        this.mapper = mapper;
        this.validator = validator;
        this.witnesses = witnesses;
        this.kinds = kinds;
    }

    <C extends Record> void changed(Transaction transaction, Records<C> records, Change<C> change, Author author)
            throws SQLException {
        for (var witness : witnesses) {
            witness.changed(transaction, records, change, author);
        }
    }

    /** The kinds of record that are part of these. */
    List<Records<?>> partsOf(Records<?> whole) {
        var parts = new ArrayList<Records<?>>();
        kinds.forEach(kind -> {
            if (kind.parents() == whole) {
                parts.add(kind);
            }
        });
        return parts;
    }

    <C extends Record> void dayCame(Transaction transaction, Records<C> records, UUID id) throws SQLException {
        for (var witness : witnesses) {
            witness.dayCame(transaction, records, id);
        }
    }

    /**
     * Runs an export, which holds a connection for as long as its reader takes. Throws a 503 {@link Problem} where a few are running
     * already.
     */
    public void export(Runnable export) {
        if (!exports.tryAcquire()) {
            throw Problem.unavailable("Too many exports are running; try again soon.", 10);
        }
        try {
            export.run();
        } finally {
            exports.release();
        }
    }

    /** The service's database, for a room's own queries. */
    public Database database() {
        return database;
    }
}
