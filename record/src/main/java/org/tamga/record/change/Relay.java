package org.tamga.record.change;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

/**
 * Carries the queue to Kafka: reads rows in the order of their positions, sends them, commits what it has sent, and deletes it. One
 * replica of a service does so at a time ({@link Lease}); its producer is transactional under one id per service, so that taking
 * the lease fences whoever held it before. Every step may be the last before a kill: a row that was sent but not deleted is sent
 * again, with the same event id.
 * <p>
 * A commit costs the broker and all readers many times what a send does, so there is one for what several passes have sent. All of
 * it is committed in the record already: whoever reads uncommitted data too sees it sooner, and never what does not come to stand.
 */
public final class Relay implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Relay.class);

    /** How long a holder's lease lasts: with what a takeover needs besides, below the 12 seconds that are promised. */
    public static final Duration LEASE = Duration.ofSeconds(8);

    private static final int BATCH_ROWS = 500;
    private static final long BATCH_BYTES = 16L << 20;
    /** From one commit to the next, unless a full pass waits for it. */
    private static final Duration BETWEEN_COMMITS = Duration.ofMillis(100);
    /**
     * A pass costs nearly the same for one row as for many, above all the broker. Where so many wait for it and more, each of them
     * lets the next begin so much later, up to the longest; fewer, and those of a full pass, wait for nothing. From 500 changes a
     * second on a pass so gathers more than the one before it, until the longest; of fewer it gathers less, until none waits.
     */
    private static final int CROWD = 4;
    private static final Duration PER_ROW_OF_A_CROWD = Duration.ofMillis(2);
    private static final Duration LONGEST_BETWEEN_CROWDS = Duration.ofMillis(30);
    /** How long the holder waits for a signal before it looks by itself, for what other replicas have committed. */
    private static final Duration BUSY = Duration.ofMillis(20);
    private static final Duration IDLE = Duration.ofMillis(500);
    /** A relay that has carried something within this time counts as busy. */
    private static final Duration BUSY_FOR = Duration.ofSeconds(2);
    /** Full passes give way no longer than this after the last that was not: files may come one after the other. */
    private static final Duration LONGEST_BEHIND = Duration.ofSeconds(30);
    private static final Duration STAND_BY = Duration.ofSeconds(1);
    /** The producer gives up well within the lease, so that the holder comes back to renew it. */
    private static final Duration PRODUCER_PATIENCE = Duration.ofSeconds(4);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);
    /** Failures in a row after which another replica may try: this one's way to Kafka may be the trouble. */
    private static final int GIVES_WAY_AFTER = 3;
    private static final int SINGLE_FAILURES = 3;
    private static final Duration STOPPED_FOR = Duration.ofSeconds(30);

    private final Database database;
    private final Lease lease;
    private final String source;
    private final String transactionalId;
    private final Map<String, Object> kafka;
    private final Foreground foreground;
    private final Consumer<Stage> probe;

    private final Semaphore signal = new Semaphore(0);
    private final Thread thread;
    private final AtomicReference<KafkaProducer<String, byte[]>> producer = new AtomicReference<>();
    private volatile boolean running = true;
    /** Keys that are left aside, and until when. */
    private final Map<String, Instant> stopped = new HashMap<>();
    private volatile int stoppedKeys;
    private volatile boolean holding;
    private Instant renewAt = Instant.MIN;
    private int failures;
    /** The positions that the open transaction has sent; there is one only while there are some. */
    private final List<Long> uncommitted = new ArrayList<>();
    private long committed = System.nanoTime();

    /** Where a pass has come to; a test's probe may stop the process there. */
    public enum Stage {
        READ, SENT, COMMITTED, DELETED
    }

    /**
     * @param service the service's name, such as {@code trade-service}: the events' source and the producer's transactional id
     * @param leaseLasts how long another replica waits before it takes over from one that is silent, {@link #LEASE} but in tests
     * @param kafka the producer's connection settings, bootstrap servers at least
     * @param foreground what a full pass gives way to: changes that come by the thousand
     * @param probe told of each stage that a pass reaches
     */
    public Relay(Database database, String service, Duration leaseLasts, Map<String, Object> kafka, Foreground foreground,
            Consumer<Stage> probe) {
        this.database = database;
        this.lease = new Lease(database, leaseLasts, Lease.OF_RELAY);
        this.source = "/" + service;
        this.transactionalId = service + "-relay";
        this.kafka = Map.copyOf(kafka);
        this.foreground = foreground;
        this.probe = probe;
        this.thread = new Thread(this::run, "relay");
    }

    public void start() {
        thread.start();
    }

    /** Says that something may have been committed; cheap, callable from anywhere. */
    public void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /** True while this replica is the one that relays. */
    public boolean isHolding() {
        return holding;
    }

    /** How many keys' events could not be sent at the last pass, while others could. */
    public int stoppedKeys() {
        return stoppedKeys;
    }

    @Override
    public void close() {
        running = false;
        wake();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var lastCarried = Instant.MIN;
        var caughtUp = Instant.MIN;
        while (running) {
            try {
                if (!hold()) {
                    await(STAND_BY);
                    continue;
                }
                var began = System.nanoTime();
                var carried = pass();
                var now = Instant.now();
                if (carried < BATCH_ROWS) {
                    caughtUp = now;
                }
                if (carried > 0) {
                    lastCarried = now;
                    if (carried == BATCH_ROWS && caughtUp.plus(LONGEST_BEHIND).isAfter(now)) {
                        foreground.giveWayToAnswers(Duration.ofNanos(System.nanoTime() - began));
                    } else if (carried >= CROWD && carried < BATCH_ROWS) {
                        TimeUnit.NANOSECONDS.sleep(afterCrowd(carried).toNanos() - (System.nanoTime() - began));
                    }
                } else if (uncommitted.isEmpty()) {
                    await(lastCarried.plus(BUSY_FOR).isAfter(now) ? BUSY : IDLE);
                } else {
                    await(Duration.ofNanos(Math.min(BUSY.toNanos(), untilCommit())));
                }
                failures = 0;
            } catch (InterruptedException e) {
                running = false;
            } catch (ProducerFencedException e) {
                LOG.warn("Another replica has taken over the relay.");
                letGo();
            } catch (RuntimeException | Error e) {
                failures++;
                LOG.warnf("The relay could not go on (%s); it tries again. Nothing is lost meanwhile, the queue grows.", e);
                letGo();
                if (failures >= GIVES_WAY_AFTER) {
                    giveWay();
                }
                await(Duration.ofMillis(Math.min(LONGEST_BACK_OFF.toMillis(), 100L << Math.min(failures, 6))));
            }
        }
        end();
        letGo();
        giveWay();
    }

    /** What an orderly stop leaves uncommitted would be sent again. */
    private void end() {
        try {
            if (!uncommitted.isEmpty()) {
                commit();
            }
        } catch (RuntimeException e) {
            LOG.debug("Whoever relays next sends it again.", e);
        }
    }

    private static Duration afterCrowd(int rows) {
        var wanted = PER_ROW_OF_A_CROWD.multipliedBy(rows);
        return wanted.compareTo(LONGEST_BETWEEN_CROWDS) < 0 ? wanted : LONGEST_BETWEEN_CROWDS;
    }

    private void giveWay() {
        try {
            lease.release();
        } catch (RuntimeException e) {
            LOG.debug("The lease lapses by itself.", e);
        }
    }

    private boolean hold() {
        var now = Instant.now();
        if (now.isBefore(renewAt)) {
            return true;
        }
        if (!lease.takeOrRenew()) {
            letGo();
            return false;
        }
        if (producer.get() == null) {
            var fresh = new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer());
            producer.set(fresh);
            fresh.initTransactions();
            // Connecting may have taken longer than the lease lasts.
            return hold();
        }
        holding = true;
        renewAt = now.plus(lease.lasts().dividedBy(4));
        return true;
    }

    private void letGo() {
        holding = false;
        renewAt = Instant.MIN;
        uncommitted.clear();
        var old = producer.getAndSet(null);
        if (old != null) {
            old.close(Duration.ofSeconds(1));
        }
    }

    /** One pass over the head of the queue; gives how many rows it carried. */
    private int pass() {
        var now = Instant.now();
        stopped.values().removeIf(until -> until.isBefore(now));
        var rows = onQueue(this::head);
        try {
            if (rows.isEmpty()) {
                stoppedKeys = stopped.size();
            } else {
                probe.accept(Stage.READ);
                send(rows);
                probe.accept(Stage.SENT);
            }
            if (!uncommitted.isEmpty() && (uncommitted.size() >= BATCH_ROWS || untilCommit() <= 0)) {
                commit();
            }
        } catch (ProducerFencedException e) {
            throw e;
        } catch (KafkaException e) {
            // One row that cannot go must not hold back the others: find it by sending them one by one.
            abort(e);
            return sendOneByOne(onQueue(this::head));
        }
        return rows.size();
    }

    /**
     * Sends, commits and deletes row by row. A key whose row cannot go is left aside for a while, with all that comes after it: the
     * next passes read past it. After a few failures in a row the pass ends, for then it may be the broker that is away.
     */
    private int sendOneByOne(List<Row> rows) {
        var sent = 0;
        var failuresInSequence = 0;
        for (var row : rows) {
            if (stopped.containsKey(row.topicAndKey())) {
                continue;
            }
            if (!hold()) {
                throw new ProducerFencedException("the lease is another's");
            }
            try {
                send(List.of(row));
                commit();
                sent++;
                failuresInSequence = 0;
            } catch (ProducerFencedException e) {
                throw e;
            } catch (KafkaException e) {
                // A broker that does not answer so much as this is the trouble, and not the row.
                abort(e);
                stopped.put(row.topicAndKey(), Instant.now().plus(STOPPED_FOR));
                stoppedKeys = stopped.size();
                LOG.errorf("%s %s cannot be sent: %s", row.topic, row.key, e.getMessage());
                if (++failuresInSequence == SINGLE_FAILURES) {
                    break;
                }
            }
        }
        if (sent == 0) {
            throw new KafkaException("no row could be sent");
        }
        return sent;
    }

    /** Sends within the open transaction, or begins one, and returns once the broker has it all. */
    private void send(List<Row> rows) {
        var open = producer.get();
        if (uncommitted.isEmpty()) {
            open.beginTransaction();
        }
        var sending = new ArrayList<Future<RecordMetadata>>(2 * rows.size());
        for (var row : rows) {
            uncommitted.add(row.position);
            for (var message : List.of(row.change(source), row.stateRecord())) {
                var sent = open.send(message);
                if (sent.isDone()) {
                    // Where a topic is missing, every send would wait for it anew.
                    succeeded(sent);
                }
                sending.add(sent);
            }
        }
        open.flush();
        sending.forEach(Relay::succeeded);
    }

    private static void succeeded(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }

    private void commit() {
        producer.get().commitTransaction();
        committed = System.nanoTime();
        probe.accept(Stage.COMMITTED);
        var deleted = onQueue(transaction -> transaction
                .update("delete from outbox where position = any (?) and " + Lease.HELD, uncommitted, lease.owner()));
        uncommitted.clear();
        if (deleted == 0) {
            throw new ProducerFencedException("the lease is another's");
        }
        probe.accept(Stage.DELETED);
    }

    private long untilCommit() {
        return committed + BETWEEN_COMMITS.toNanos() - System.nanoTime();
    }

    private void abort(KafkaException cause) {
        uncommitted.clear();
        try {
            producer.get().abortTransaction();
        } catch (ProducerFencedException e) {
            // What was sent under an old epoch fails with something lesser; only ending the transaction tells why.
            e.addSuppressed(cause);
            throw e;
        } catch (KafkaException e) {
            cause.addSuppressed(e);
            throw cause;
        }
    }

    /**
     * By its index, for what is left of a long queue is a large table of few rows. Waits for no disk: what a crash of PostgreSQL brings
     * back is sent once more, and nothing that is later was sent before.
     */
    private <T> T onQueue(Database.Work<T> work) {
        return database.write(transaction -> {
            transaction.first(
                    "select set_config('enable_seqscan', 'off', true), set_config('synchronous_commit', 'off', true)",
                    row -> true);
            return work.run(transaction);
        });
    }

    private List<Row> head(Transaction transaction) throws SQLException {
        return transaction
                .list("""
                      select * from (
                        select position, id, aggregatetype, aggregateid, type, payload, at, countries, traceparent, state,
                          sum(octet_length(payload) + coalesce(octet_length(state), 0)) over (order by position) as bytes,
                          row_number() over (order by position) as number
                        from (select * from outbox where not aggregatetype || ' ' || aggregateid = any (?) and not position = any (?::bigint[])
                          order by position limit ?) q) w
                      where bytes <= ? or number = 1
                      order by position""",
                        Row::of, stopped.keySet(), uncommitted, BATCH_ROWS, BATCH_BYTES);
    }

    private void await(Duration longest) {
        try {
            if (signal.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                signal.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A pass sends at once what it has gathered: until then few large batches, for each costs the broker and every reader.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 100);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 << 10);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 8 << 20);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PRODUCER_PATIENCE.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PRODUCER_PATIENCE.dividedBy(2).toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PRODUCER_PATIENCE.toMillis());
        // A transaction that follows closely on another is told to wait for it: not the default's hundred milliseconds.
        settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 1);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
        return settings;
    }

    /** A row of the queue. */
    private record Row(long position, UUID id, String topic, String key, String type, String data, Instant at,
            List<String> countries,
            String traceparent, String state) {

        static Row of(ResultSet row) throws SQLException {
            return new Row(row.getLong("position"), row.getObject("id", UUID.class), row.getString("aggregatetype"),
                    row.getString("aggregateid"), row.getString("type"), row.getString("payload"),
                    Transaction.instant(row, "at"),
                    List.of((String[]) row.getArray("countries").getArray()), row.getString("traceparent"),
                    row.getString("state"));
        }

        String topicAndKey() {
            return topic + " " + key;
        }

        ProducerRecord<String, byte[]> change(String source) {
            var headers = new RecordHeaders();
            var cloudEvent = new CloudEvent(id, source, type, topic, key, at, position, countries, traceparent);
            cloudEvent.headers().forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
            return new ProducerRecord<>(topic, null, at.truncatedTo(ChronoUnit.MILLIS).toEpochMilli(), key,
                    data.getBytes(StandardCharsets.UTF_8), headers);
        }

        ProducerRecord<String, byte[]> stateRecord() {
            var record = new ProducerRecord<>(topic + ".state", key,
                    state == null ? null : state.getBytes(StandardCharsets.UTF_8));
            // A null has no body to say which change it is the state after.
            record.headers().add(CloudEvent.PREFIX + "sequence", Long.toString(position).getBytes(StandardCharsets.UTF_8));
            return record;
        }
    }
}
