package org.tamga.events.search;

import java.sql.SQLException;
import java.time.Duration;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.tamga.record.Ledger;
import org.tamga.record.change.Duty;
import org.tamga.record.change.Worker;
import org.tamga.record.database.Contended;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Forgets the words of what has been erased, and how they sound, where no other text has them. Whether one does can be told only while
 * nobody writes a text; so it is done behind the erasure, which waits for nobody, in moments in which nobody writes.
 */
@Singleton
class ForgottenWords {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    /** So few that whoever is to write a text meanwhile hardly waits. */
    private static final int MOST_TOGETHER = 200;

    private static final String FORGET = """
                                         with taken as (
                                           delete from forgotten_word where word in (
                                             select word from forgotten_word order by word limit ?) returning word
                                         ), gone as materialized (
                                           select word from (select distinct word from taken) once
                                           where not is_said(plainto_tsquery('pg_catalog.simple', word))
                                         ), unheard as (
                                           delete from sound s using gone where s.key = gone.word
                                         )
                                         delete from word w using gone where w.word = gone.word""";

    private final Database database;
    private final Worker worker;

    ForgottenWords(Ledger ledger, Duty duty) {
        this.database = ledger.database();
        this.worker = new Worker("forgetting", duty, () -> LOOK_EVERY, this::forgetNext);
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) {
        worker.close();
    }

    /** False where none waits, or somebody writes: then they wait on. */
    private boolean forgetNext() {
        var isAnyWaiting = database.read(transaction -> transaction.first("select exists (select from forgotten_word)",
                row -> row.getBoolean(1))).orElseThrow();
        try {
            return isAnyWaiting && database.write(ForgottenWords::forget);
        } catch (Contended e) {
            return false;
        }
    }

    private static boolean forget(Transaction transaction) throws SQLException {
        // Whoever is to write waits behind this, so it does not wait for long.
        transaction.update("set local lock_timeout = '100ms'");
        // Who has written a text holds these until its end, whether it added to them or not; what it has written can be seen then.
        transaction.update("lock table sound, word in share row exclusive mode");
        transaction.update(FORGET, MOST_TOGETHER);
        return true;
    }
}
