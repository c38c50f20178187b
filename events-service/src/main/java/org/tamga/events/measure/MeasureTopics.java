package org.tamga.events.measure;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.record.database.Transaction;
import org.tamga.record.inbox.Received;
import org.tamga.record.inbox.Subscription;

/** What we read of each domain's measures: their definitions and their readings. */
class MeasureTopics {

    /** Readings by a definition that we do not know yet wait so long for it, from the first of them on: the two come by different topics. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Produces
    @Singleton
    Subscription<MeasureDefinition, MeasureDefinition> tradeDefinitions(Measures measures) {
        return new Definitions("trade", measures);
    }

    @Produces
    @Singleton
    Subscription<MeasureDefinition, MeasureDefinition> mobilityDefinitions(Measures measures) {
        return new Definitions("mobility", measures);
    }

    @Produces
    @Singleton
    Subscription<MeasureDefinition, MeasureDefinition> educationDefinitions(Measures measures) {
        return new Definitions("education", measures);
    }

    @Produces
    @Singleton
    Subscription<MeasureReading, MeasureReading> tradeReadings(Measures measures) {
        return new Readings("trade", measures);
    }

    @Produces
    @Singleton
    Subscription<MeasureReading, MeasureReading> mobilityReadings(Measures measures) {
        return new Readings("mobility", measures);
    }

    @Produces
    @Singleton
    Subscription<MeasureReading, MeasureReading> educationReadings(Measures measures) {
        return new Readings("education", measures);
    }

    private static final class Definitions extends Subscription<MeasureDefinition, MeasureDefinition> {

        private final String domain;
        private final Measures measures;

        Definitions(String domain, Measures measures) {
            super("measure-definitions-of-" + domain, domain + ".measure-definition", MeasureDefinition.class,
                    MeasureDefinition.class);
            this.domain = domain;
            this.measures = measures;
        }

        @Override
        protected void apply(Transaction transaction, Received received, MeasureDefinition definition) throws SQLException {
            measures.keep(transaction, domain, definition, received.traceparent());
        }

        @Override
        protected void restore(Transaction transaction, Received received, MeasureDefinition definition) throws SQLException {
            measures.keep(transaction, domain, definition, received.traceparent());
        }

        @Override
        protected void forget(Transaction transaction, String code) throws SQLException {
            measures.dropDefinition(transaction, code);
        }
    }

    private static final class Readings extends Subscription<MeasureReading, MeasureReading> {

        private final Measures measures;
        /** Since when readings have waited for a definition. */
        private final Map<Awaited, Instant> awaited = new ConcurrentHashMap<>();

        private record Awaited(String code, int version) {}

        Readings(String domain, Measures measures) {
            super("measures-of-" + domain, domain + ".measure", MeasureReading.class, MeasureReading.class);
            this.measures = measures;
        }

        @Override
        protected void apply(Transaction transaction, Received received, MeasureReading reading) throws SQLException {
            requireDefinition(transaction, reading);
            measures.keep(transaction, new Announcement(reading, new Announcement.Event(topic(), received.key(),
                    received.sequence(), received.eventId())), received.traceparent());
        }

        /** Each announcement tells what was known when. */
        @Override
        protected boolean everyEventCounts() {
            return true;
        }

        /** Older announcements are kept. */
        @Override
        protected void restore(Transaction transaction, Received received, MeasureReading reading) throws SQLException {
            apply(transaction, received, reading);
        }

        @Override
        protected void forget(Transaction transaction, String key) throws SQLException {
            measures.dropReadings(transaction, key);
        }

        /** How long a reading has been under way does not count: its definition may be read just behind it. */
        private void requireDefinition(Transaction transaction, MeasureReading reading) throws SQLException {
            var definition = new Awaited(reading.code(), reading.definitionVersion());
            var known = measures.definition(transaction, reading.code());
            if (known.isPresent() && known.get().version() >= definition.version) {
                awaited.remove(definition);
                return;
            }
            var problem = "the definition " + definition.version + " of " + definition.code + " is not known";
            var since = awaited.computeIfAbsent(definition, first -> Instant.now());
            var definitionsAreBuilt = transaction.first("select built_for is not null from subscription where name = ?",
                    row -> row.getBoolean(1), name().replace("measures-of", "measure-definitions-of")).orElse(false);
            if (!definitionsAreBuilt || Instant.now().isBefore(since.plus(PATIENCE))) {
                throw Problem.unavailable("Not yet: " + problem, 1);
            }
            throw new IllegalArgumentException(problem);
        }
    }
}
