package org.tamga.record;

import java.util.concurrent.Semaphore;

import jakarta.inject.Singleton;
import jakarta.validation.Validator;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tamga.record.change.ChangeLog;
import org.tamga.record.change.Horizon;
import org.tamga.record.change.Queue;
import org.tamga.record.database.Database;

import com.fasterxml.jackson.databind.ObjectMapper;

/** What every kind of record stands on: one object, so that a room's constructor names one thing. */
@Singleton
public class Ledger {

    final String domain;
    final Database database;
    final ChangeLog changes;
    final Queue queue;
    final Horizon horizon;
    /** How many exports may run at once. */
    final Semaphore exports = new Semaphore(4);
    final ObjectMapper mapper;
    final Validator validator;

    public Ledger(@ConfigProperty(name = "tamga.domain") String domain, Database database, ChangeLog changes, Queue queue,
            Horizon horizon,
            ObjectMapper mapper, Validator validator) {
        this.domain = domain;
        this.database = database;
        this.changes = changes;
        this.queue = queue;
        this.horizon = horizon;
        this.mapper = mapper;
        this.validator = validator;
    }

    /** The service's database, for a room's own queries. */
    public Database database() {
        return database;
    }
}
