package org.tamga.record;

import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.tamga.record.change.Duty;
import org.tamga.record.change.Worker;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * The calendar as a source of events: notes, with each change, the days to come on which something of the record begins, ends
 * or falls due, and announces it on that day ({@code took-effect}, {@code lapsed}, and what a room names besides). A note is
 * taken away in the transaction that announces, so each is announced once, whatever is killed when; what has been changed in
 * the meantime is looked at as it stands on the day.
 */
@Singleton
class Agenda implements Witness {

    private static final Logger LOG = Logger.getLogger(Agenda.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final Iterable<Records<?>> records;
    private final Database database;
    private final Supplier<LocalDate> today;
    private final Worker worker;

    @Inject
    Agenda(Instance<Records<?>> records, Database database, Duty duty) {
        this(records, database, duty, Records::today);
    }

    Agenda(Iterable<Records<?>> records, Database database, Duty duty, Supplier<LocalDate> today) {
        this.records = records;
        this.database = database;
        this.today = today;
        this.worker = new Worker("agenda", duty, () -> LOOK_EVERY, this::announceNext);
    }

    /** Something that is due on a day. */
    private record Note(long id, String topic, UUID record, LocalDate day) {}

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) {
        worker.close();
    }

    @Override
    public <C extends Record> void changed(Transaction transaction, Records<C> records, Change<C> change, Author author)
            throws SQLException {
        var days = change.after().stream().flatMap(records::calendar).map(Records.CalendarDay::day)
                .filter(day -> day.isAfter(today.get())).distinct().toList();
        for (var day : days) {
            transaction.update("insert into agenda (topic, record, day) values (?, ?, ?) on conflict do nothing",
                    records.topic(),
                    change.recordId(), day);
        }
    }

    boolean announceNext() {
        var next = database.read(transaction -> transaction.first(
                "select id, topic, record, day from agenda where day <= ? order by day, id limit 1",
                row -> new Note(row.getLong("id"), row.getString("topic"), row.getObject("record", UUID.class),
                        row.getObject("day", LocalDate.class)),
                today.get()));
        next.ifPresent(note -> database.write(transaction -> {
            // Only who takes the note away announces.
            if (transaction.update("delete from agenda where id = ?", note.id()) == 1) {
                announce(transaction, note);
            }
            return null;
        }));
        return next.isPresent();
    }

    private void announce(Transaction transaction, Note note) throws SQLException {
        for (var kind : records) {
            if (kind.topic().equals(note.topic())) {
                kind.writing().announce(transaction, note.record(), note.day());
                return;
            }
        }
        LOG.warnf("There are no records of the topic %s any more.", note.topic());
    }
}
