package org.tamga.record.measure;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.tamga.commons.value.Uuid7;
import org.tamga.record.Ledger;
import org.tamga.record.change.Backlog;
import org.tamga.record.change.ChangeLog;
import org.tamga.record.change.Duty;
import org.tamga.record.change.Event;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Announces definitions that are new or other than before, and then marks all readings by them, some records at a time: how far that
 * has come is a mark of its own, so that it goes on where it stood. Called by one worker. One that fails is left alone for a while,
 * and the others go on.
 */
@Singleton
class Definitions {

    private static final Logger LOG = Logger.getLogger(Definitions.class);
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(30);
    /** Records whose readings are marked in one transaction, each of which may take statements of its own. */
    static final int TOGETHER = 200;
    /** What a definition says that is in no reading by it. */
    private static final Set<String> WORDS = Set.of("name", "definition", "tolerance");

    private final Iterable<Measure> measures;
    private final Database database;
    private final Marks marks;
    private final ChangeLog changes;
    private final ObjectMapper mapper;
    private final String domain;
    private final Backlog places;
    private final Duty duty;
    /** The term of the duty in which what follows was found: another process, of another version, may have had it since. */
    private long term;
    private final Set<String> announced = new HashSet<>();
    /** When those that are not announced are looked at; never, once all are. */
    private Instant lookAt = Instant.MIN;
    /** By measure, the readings that this process has marked: another record need not have them computed once more. */
    private final Map<String, Set<Map<String, String>>> marked = new HashMap<>();

    @Inject
    Definitions(Ledger ledger, Instance<Measure> measures, Marks marks, ChangeLog changes, ObjectMapper mapper,
            Duty duty, @ConfigProperty(name = "tamga.domain") String domain) {
        this(ledger.database(), measures, marks, changes, mapper, duty, domain);
    }

    Definitions(Database database, Iterable<Measure> measures, Marks marks, ChangeLog changes, ObjectMapper mapper,
            Duty duty, String domain) {
        this.database = database;
        this.measures = measures;
        this.marks = marks;
        this.changes = changes;
        this.mapper = mapper;
        this.duty = duty;
        this.domain = domain;
        this.places = new Backlog(database, "definition");
    }

    /**
     * How far the marking of a measure's readings has come.
     *
     * @param ground which of its grounds is gone through
     * @param after the record after which it goes on
     */
    private record Place(String code, int ground, UUID after) {

        static Place first(String code, int ground) {
            return new Place(code, ground, new UUID(0, 0));
        }

        static Place of(String key) {
            var parts = key.split("/");
            return new Place(parts[0], Integer.parseInt(parts[1]), UUID.fromString(parts[2]));
        }

        String key() {
            return code + "/" + ground + "/" + after;
        }
    }

    /** Some of the readings of a definition, and whether they are the last. */
    private record Part(Set<Map<String, String>> readings, boolean isLast) {}

    /** Announces all that are new or other than before, as far as that can be had. */
    void announce() {
        var now = duty.term();
        if (now != term) {
            announced.clear();
            marked.clear();
            lookAt = Instant.MIN;
            term = now;
        }
        if (Instant.now().isBefore(lookAt)) {
            return;
        }
        lookAt = Instant.MAX;
        for (var measure : measures) {
            if (!announced.contains(measure.code())) {
                try {
                    database.write(transaction -> {
                        announce(transaction, measure);
                        return null;
                    });
                    announced.add(measure.code());
                } catch (RuntimeException | Error e) {
                    LOG.errorf(e, "The definition of %s could not be announced; others go on.", measure.code());
                    lookAt = Instant.now().plus(REST_AFTER_FAILURE);
                }
            }
        }
    }

    /** Throws an IllegalStateException where a measure's definition has not been announced: no reading is before it. */
    void requireAnnounced(Measure measure) {
        if (!announced.contains(measure.code())) {
            throw new IllegalStateException("the definition of " + measure.code() + " is not announced");
        }
    }

    private void announce(Transaction transaction, Measure measure) throws SQLException {
        if (measure.grounds().isEmpty()) {
            LOG.warnf("%s says of no records that it rests on them: its readings are not announced.", measure.code());
        }
        record Former(boolean isSame, boolean isSameButForWords) {}
        var description = (ObjectNode) mapper.valueToTree(MeasuresResource.Description.of(measure));
        var definition = description.toString();
        transaction.update("insert into measure_definition (code) values (?) on conflict do nothing", measure.code());
        var former = transaction.first("select coalesce(published = ?::jsonb, false),"
                + " coalesce(published - ?::text[] = ?::jsonb - ?::text[], false)"
                + " from measure_definition where code = ? for update",
                row -> new Former(row.getBoolean(1), row.getBoolean(2)), definition, WORDS, definition, WORDS, measure.code())
                .orElseThrow();
        if (former.isSame) {
            return;
        }
        var stamp = changes.stamp(transaction, "measure_definition", "code = ?", measure.code());
        transaction.update("update measure_definition set published = ?::jsonb where code = ?", definition, measure.code());
        changes.append(transaction, stamp.position(), new Event(Uuid7.next(), domain + ".measure-definition",
                measure.code(), "org.tamga." + domain + ".measure-definition.changed.v1", stamp.at(), Set.of(), null,
                definition, description.put("sequence", stamp.position()).toString()));
        if (!former.isSameButForWords) {
            markLater(transaction, measure, Place.first(measure.code(), 0));
        }
    }

    /** Marks the readings of the next records behind a definition that was announced; false where none are left. */
    boolean markNext() {
        return places.workOut(this::markFrom, took -> Duration.ZERO);
    }

    private void markFrom(Backlog.Marked from) {
        var place = Place.of(from.key());
        var measure = measure(place.code).filter(known -> place.ground < known.grounds().size());
        var part = database.writeAtLength(transaction -> {
            places.take(transaction, from);
            // What a measure no longer rests on moves none of its readings.
            return measure.isEmpty()
                    ? new Part(Set.of(), true)
                    : mark(transaction, measure.get(), measure.get().grounds().get(place.ground), place);
        });
        if (part.isLast) {
            marked.remove(place.code);
        } else {
            marked.computeIfAbsent(place.code, code -> new HashSet<>()).addAll(part.readings);
        }
    }

    private <C extends Record> Part mark(Transaction transaction, Measure measure, Measure.Ground<C> ground, Place place)
            throws SQLException {
        var former = marked.getOrDefault(place.code, Set.of());
        var readings = new HashSet<Map<String, String>>();
        var ids = ground.records().idsAfter(transaction, place.after, TOGETHER);
        for (var periods : ground.records().standingOf(transaction, ids).values()) {
            ground.moves().ofAll(transaction, periods).filter(dimensions -> !former.contains(dimensions))
                    .forEach(readings::add);
        }
        readings.forEach(dimensions -> marks.add(transaction, measure.code(), dimensions, null));
        return new Part(readings, !markLater(transaction, measure, ids.size() < TOGETHER
                ? Place.first(place.code, place.ground + 1)
                : new Place(place.code, place.ground, ids.get(ids.size() - 1))));
    }

    /** False where there is nothing more to be marked there. */
    private boolean markLater(Transaction transaction, Measure measure, Place next) {
        var isThere = next.ground < measure.grounds().size();
        if (isThere) {
            places.mark(transaction, next.key(), null);
        }
        return isThere;
    }

    private Optional<Measure> measure(String code) {
        for (var measure : measures) {
            if (measure.code().equals(code)) {
                return Optional.of(measure);
            }
        }
        return Optional.empty();
    }
}
