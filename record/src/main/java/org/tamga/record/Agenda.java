package org.tamga.record;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(30);

    private final Iterable<Records<?>> records;
    private final Database database;
    private final Supplier<LocalDate> today;
    private final Worker worker;
    /** Records whose notes are left alone, and until when; of the one worker. */
    private final Map<UUID, Instant> resting = new HashMap<>();

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
        if (!days.isEmpty()) {
            // Written together, so that an import of what is to come is not written row by row.
            List<Object[]> notes = transaction.kept(this, ArrayList::new);
            if (notes.isEmpty()) {
                transaction.defer(() -> {
                    var gathered = List.copyOf(notes);
                    notes.clear();
                    transaction.batch("insert into agenda (topic, record, day) values (?, ?, ?) on conflict do nothing",
                            gathered);
                });
            }
            days.forEach(day -> notes.add(new Object[]{records.topic(), change.recordId(), day}));
        }
    }

    /** Announces what is due first, if anything is. What fails is left alone for a while, and what comes after it goes on. */
    boolean announceNext() {
        resting.values().removeIf(until -> until.isBefore(Instant.now()));
        var next = database.read(transaction -> transaction.first(
                "select id, topic, record, day from agenda where day <= ? and not record = any (?::uuid[]) order by day, id limit 1",
                row -> new Note(row.getLong("id"), row.getString("topic"), row.getObject("record", UUID.class),
                        row.getObject("day", LocalDate.class)),
                today.get(), resting.keySet()));
        next.ifPresent(this::take);
        return next.isPresent();
    }

    private void take(Note note) {
        try {
            database.write(transaction -> {
                // Only who takes the note away announces.
                if (transaction.update("delete from agenda where id = ?", note.id()) == 1) {
                    announce(transaction, note);
                }
                return null;
            });
        } catch (RuntimeException e) {
            LOG.errorf(e, "That %s of %s comes or goes on %s could not be announced; others go on.", note.record(),
                    note.topic(),
                    note.day());
            resting.put(note.record(), Instant.now().plus(REST_AFTER_FAILURE));
        }
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
