package org.tamga.gateway.webhook;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;
import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.value.Uuid7;
import org.tamga.gateway.change.Change;

/** What is to be delivered, what has been, and the log of it. */
@Singleton
class DeliveryRecords {

    private static final String COLUMNS = "d.id, d.event_id, d.attempt, d.status, d.response_code, d.problem, d.at, d.next_at";

    /** Of some queues, what waits at no set time and has nothing of its record before it any more; gives the queues. */
    private static final String HAND_OVER = """
                                            with recursive queue as (%s), head as materialized (
                                              select f.id from queue q cross join lateral (
                                                select f.id from delivery f
                                                where f.webhook_id = q.webhook_id and f.subject = q.subject and f.status = 'pending'
                                                order by f.position limit 1) f),
                                            handed as (
                                              update delivery d set next_at = clock_timestamp() from head
                                              where d.id = head.id and d.status = 'pending' and d.next_at is null)
                                            select webhook_id, subject from queue order by webhook_id, subject""";

    /** So many queues from one on in which something waits, one after the other. */
    private static final String NEXT_QUEUES = """
                                              (select d.webhook_id, d.subject, 1 as place from delivery d
                                              where d.status = 'pending'
                                                and (d.webhook_id, d.subject) > (cast(:webhook as uuid), cast(:subject as text))
                                              order by d.webhook_id, d.subject limit 1)
                                              union all
                                              select n.webhook_id, n.subject, q.place + 1 from queue q cross join lateral (
                                                select d.webhook_id, d.subject from delivery d
                                                where d.status = 'pending' and (d.webhook_id, d.subject) > (q.webhook_id, q.subject)
                                                order by d.webhook_id, d.subject limit 1) n
                                              where q.place < :most""";

    /** Of a subject's events, those by that topic, or by one that nobody has noted; not those that tell of a withholding themselves. */
    private static final String OF_TOPIC = """
                                           select e.id from delivery o join event e on e.id = o.event_id
                                           where o.subject = :subject and coalesce(e.topic, :topic) = :topic
                                             and cast(e.body as jsonb) ->> 'type' not like '%""" + Change.WITHHELD + "'";

    /** So many queues are looked at in one go. */
    private static final int QUEUES_AT_ONCE = 2_000;

    /** So many deliveries of a webhook may wait when one is asked for. */
    private static final int MOST_WAITING = 100;
    private static final int RETRY_AFTER_SECONDS = 10;

    private final Records records;

    DeliveryRecords(Records records) {
        this.records = records;
    }

    /**
     * A try that is due.
     *
     * @param secrets to sign with, the present one first
     * @param body the event
     */
    record Due(UUID id, UUID webhookId, URI url, List<Secret> secrets, String eventId, String body, int attempt) {}

    /** What waits of one record for one webhook. */
    record Queue(UUID webhook, String subject) {

        /** Before all others. */
        static final Queue NONE = new Queue(new UUID(0, 0), "");
    }

    /** A part of the log. */
    record Page(List<Delivery> items, Long after) {}

    /**
     * Puts an event into the queue of a webhook; nothing if it is there, for Kafka may bring it twice. Of an ordered one it is put off
     * where another of its record waits. That one is held until this is committed, so that whoever ends it sees what to hand over to; where
     * somebody is about to end it, nothing is put off.
     */
    static UUID add(Handle handle, UUID webhook, Change change) {
        keep(handle, change.id(), change.topic(), change.line().toString());
        return add(handle, webhook, change.id(), change.subject() == null ? change.id() : change.subject());
    }

    /** Keeps an event; false if it is there already. */
    private static boolean keep(Handle handle, String id, String topic, String body) {
        return handle.createUpdate("insert into event (id, topic, body) values (:id, :topic, :body) on conflict do nothing")
                .bind("id", id).bind("topic", topic).bind("body", body).execute() > 0;
    }

    private static UUID add(Handle handle, UUID webhook, String eventId, String subject) {
        var id = Uuid7.next();
        handle.createUpdate(
                """
                insert into delivery (id, webhook_id, event_id, subject, next_at)
                select cast(:id as uuid), w.id, :event, :subject, case when former.id is null then clock_timestamp() end
                from webhook w left join lateral (
                  select e.id from delivery e
                  where w.ordered and e.webhook_id = w.id and e.subject = :subject and e.status = 'pending'
                  order by e.position desc limit 1 for share skip locked) former on true
                where w.id = cast(:webhook as uuid) on conflict do nothing""")
                .bind("id", id.toString()).bind("webhook", webhook.toString()).bind("event", eventId).bind("subject", subject)
                .execute();
        return id;
    }

    /**
     * Keeps what a topic has announced of a subject so far from being delivered any more, be it again: it is withheld. Nothing where the
     * notice has been here before, for Kafka may bring it twice, and what came behind it is not withheld.
     */
    static void withhold(Handle handle, Change notice) {
        if (!keep(handle, notice.id(), notice.topic(), notice.line().toString())) {
            return;
        }
        handle.createUpdate("""
                            update event set body = cast(cast(body as jsonb) || '{"data": {"withheld": true}}' as text)
                            where id in (%s)""".formatted(OF_TOPIC))
                .bind("subject", notice.subject()).bind("topic", notice.topic()).execute();
        handle.createUpdate("""
                            update delivery set status = 'failed', next_at = null, problem = 'It has been withheld.'
                            where subject = :subject and status = 'pending' and event_id in (%s)""".formatted(OF_TOPIC))
                .bind("subject", notice.subject()).bind("topic", notice.topic()).execute();
        handle.createQuery(HAND_OVER.formatted("select distinct webhook_id, subject from delivery"
                + " where subject = :subject and status = 'pending'"))
                .bind("subject", notice.subject()).map((row, context) -> true).list();
    }

    /**
     * Takes tries that are due, the longest due first. Nobody else takes them for as long as the lease lasts; after that, whoever took
     * them has died.
     *
     * @param ofOne how many may be under way to one webhook
     * @param ofSubscriber how many may be under way to all webhooks of one subscriber
     * @param underway the deliveries that are under way; they count, and are not taken
     */
    List<Due> take(int most, int ofOne, int ofSubscriber, Collection<UUID> underway, Duration lease) {
        return records.inTransaction(handle -> handle.createQuery(
                """
                with underway as (
                  select d.id, d.webhook_id, w.owner from delivery d join webhook w on w.id = d.webhook_id
                  where d.id = any (cast(string_to_array(:underway, ',') as uuid[]))),
                ready as (
                  select c.id, c.next_at, w.owner, row_number() over (partition by w.owner order by c.next_at) as place
                  from webhook w cross join lateral (
                    select d.id, d.next_at from delivery d
                    where d.webhook_id = w.id and d.status = 'pending' and d.next_at <= statement_timestamp()
                      and d.id not in (select u.id from underway u)
                      and (not w.ordered or not exists (
                        select from delivery e where e.webhook_id = d.webhook_id and e.subject = d.subject
                          and e.status = 'pending' and e.position < d.position))
                    order by d.next_at limit greatest(0, :ofOne - (select count(*) from underway u where u.webhook_id = w.id))
                    for update skip locked) c
                  where w.status = 'active'),
                due as (
                  select id from ready r where place <= :ofSubscriber - (select count(*) from underway u where u.owner = r.owner)
                  order by next_at limit :most)
                update delivery d
                set attempt = d.attempt + 1, at = clock_timestamp(), next_at = clock_timestamp() + cast(:lease as interval)
                from due, webhook w, event e
                where d.id = due.id and w.id = d.webhook_id and e.id = d.event_id
                returning d.id, d.webhook_id, w.url, w.secret,
                  case when w.former_until > clock_timestamp() then w.former_secret end as former, d.event_id, e.body, d.attempt""")
                .bind("ofOne", ofOne).bind("ofSubscriber", ofSubscriber).bind("most", most).bind("lease", lease.toString())
                .bind("underway", String.join(",", underway.stream().map(UUID::toString).toList()))
                .map((row, context) -> due(row)).list());
    }

    void succeeded(Due due, int responseCode) {
        records.useTransaction(handle -> {
            handle.createUpdate("""
                                update delivery set status = 'delivered', response_code = :code, problem = null, next_at = null
                                where id = cast(:id as uuid)""").bind("code", responseCode).bind("id", due.id().toString())
                    .execute();
            handOver(handle, due);
            handle.createUpdate(
                    """
                    update webhook set failing_since = null where id = cast(:id as uuid) and failing_since is not null""")
                    .bind("id", due.webhookId().toString()).execute();
        });
    }

    /**
     * Notes a try that failed; of the delivery only where it still waits for this one. What was given up, withheld or asked for anew
     * meanwhile stays so.
     *
     * @param responseCode null where there was no answer
     * @param wait until the next; null to give up
     * @param patience how long a webhook may fail before it is disabled
     * @return true if it is disabled by this
     */
    boolean failed(Due due, Integer responseCode, String problem, Duration wait, Duration patience) {
        return records.inTransaction(handle -> {
            handle.createUpdate(
                    """
                    update delivery set status = case when cast(:wait as text) is null then 'failed' else 'pending' end,
                      response_code = :code, problem = :problem, next_at = clock_timestamp() + cast(:wait as interval)
                    where id = cast(:id as uuid) and status = 'pending' and attempt = :attempt""")
                    .bind("wait", wait == null ? null : wait.toString()).bind("code", responseCode).bind("problem", problem)
                    .bind("id", due.id().toString()).bind("attempt", due.attempt()).execute();
            if (wait == null) {
                handOver(handle, due);
            }
            var disabled = handle
                    .createUpdate(
                            """
                            update webhook set failing_since = coalesce(failing_since, clock_timestamp()),
                              status = case when failing_since < clock_timestamp() - cast(:patience as interval) then 'disabled' else status end
                            where id = cast(:id as uuid) and status = 'active'
                              and (failing_since is null or failing_since < clock_timestamp() - cast(:patience as interval))""")
                    .bind("patience", patience.toString()).bind("id", due.webhookId().toString()).execute() > 0
                    && handle
                            .createUpdate(
                                    """
                                    update webhook set notice = 'Disabled at ' || to_char(clock_timestamp() at time zone 'UTC',
                                      'YYYY-MM-DD"T"HH24:MI:SS"Z"') || ', for no delivery had succeeded since '
                                      || to_char(failing_since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                                      || '. The last problem: ' || :problem || ' Enable it again when the target answers.'
                                    where id = cast(:id as uuid) and status = 'disabled' and notice is null""")
                            .bind("problem", problem).bind("id", due.webhookId().toString()).execute() > 0;
            if (disabled) {
                giveUp(handle, due.webhookId());
            }
            return disabled;
        });
    }

    /** The next of the record is due, if it was put off for this one, which has ended. */
    private static void handOver(Handle handle, Due ended) {
        handle.createQuery(HAND_OVER.formatted("select webhook_id, subject from delivery where id = cast(:id as uuid)"))
                .bind("id", ended.id().toString()).map((row, context) -> true).list();
    }

    /**
     * Finds what was put off for one that has ended without handing over, as of a version that put nothing off; in so many queues as are
     * looked at in one go.
     *
     * @param after where to go on
     * @return how far this has come; {@link Queue#NONE} if it has come to the end
     */
    Queue handOver(Queue after) {
        var looked = records.inTransaction(handle -> handle.createQuery(HAND_OVER.formatted(NEXT_QUEUES))
                .bind("webhook", after.webhook().toString()).bind("subject", after.subject()).bind("most", QUEUES_AT_ONCE)
                .map((row, context) -> new Queue(row.getObject("webhook_id", UUID.class), row.getString("subject"))).list());
        return looked.size() < QUEUES_AT_ONCE ? Queue.NONE : looked.get(looked.size() - 1);
    }

    /** What waits for a webhook that is disabled is not lost: the log has it, to be delivered again on request. */
    private static void giveUp(Handle handle, UUID webhook) {
        handle.createUpdate(
                """
                update delivery set status = 'failed', next_at = null, problem = coalesce(problem, 'The webhook was disabled.')
                where webhook_id = cast(:id as uuid) and status = 'pending'""").bind("id", webhook.toString()).execute();
    }

    /** The log of a webhook, the latest first. */
    Page page(UUID webhook, int limit, Long after) {
        return records.inTransaction(handle -> {
            var positions = new ArrayList<Long>();
            var items = handle.createQuery("select d.position, " + COLUMNS
                    + " from delivery d where d.webhook_id = cast(:webhook as uuid) and d.position < :after"
                    + " order by d.position desc limit :limit")
                    .bind("webhook", webhook.toString()).bind("after", after == null ? Long.MAX_VALUE : after)
                    .bind("limit", limit + 1)
                    .map((row, context) -> {
                        positions.add(row.getLong("position"));
                        return delivery(row);
                    }).list();
            return items.size() <= limit
                    ? new Page(items, null)
                    : new Page(items.subList(0, limit), positions.get(limit - 1));
        });
    }

    /** What a subscriber asks for comes on top of what changes: where that is not delivered either, no more is put behind it. */
    private static void refuseIfManyWait(Handle handle, UUID webhook) {
        var waiting = handle.createQuery("""
                                         select count(*) from (
                                           select from delivery where webhook_id = cast(:webhook as uuid) and status = 'pending'
                                           limit :most) waiting""").bind("webhook", webhook.toString())
                .bind("most", MOST_WAITING)
                .mapTo(Integer.class).one();
        if (waiting >= MOST_WAITING) {
            throw new Problem(ProblemType.RATE_LIMITED, MOST_WAITING + " deliveries of this webhook wait already.")
                    .header("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
        }
    }

    /** Puts an event of our own into the queue of one webhook, whatever it wants else. */
    Delivery send(UUID webhook, String eventId, String body) {
        return records.inTransaction(handle -> {
            refuseIfManyWait(handle, webhook);
            keep(handle, eventId, null, body);
            return get(handle, webhook, add(handle, webhook, eventId, eventId));
        });
    }

    /** Delivers again, from the first try on. */
    Delivery again(UUID webhook, UUID id) {
        return records.inTransaction(handle -> {
            get(handle, webhook, id);
            refuseIfManyWait(handle, webhook);
            handle.createUpdate("""
                                update delivery set status = 'pending', attempt = 0, next_at = clock_timestamp()
                                where id = cast(:id as uuid)""").bind("id", id.toString()).execute();
            return get(handle, webhook, id);
        });
    }

    /** Forgets what was done with long ago. */
    void forget(Duration kept) {
        records.useTransaction(handle -> {
            handle.createUpdate(
                    """
                    delete from delivery where status <> 'pending'
                      and event_id in (select id from event where received_at < clock_timestamp() - cast(:kept as interval))""")
                    .bind("kept", kept.toString()).execute();
            handle.createUpdate("""
                                delete from event e where received_at < clock_timestamp() - cast(:kept as interval)
                                  and not exists (select from delivery d where d.event_id = e.id)""")
                    .bind("kept", kept.toString()).execute();
        });
    }

    private static Delivery get(Handle handle, UUID webhook, UUID id) {
        return handle.createQuery("select " + COLUMNS
                + " from delivery d where d.id = cast(:id as uuid) and d.webhook_id = cast(:webhook as uuid)")
                .bind("id", id.toString()).bind("webhook", webhook.toString()).map((row, context) -> delivery(row)).findOne()
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "This webhook has no delivery " + id + "."));
    }

    private static Due due(ResultSet row) throws SQLException {
        var secrets = new ArrayList<>(List.of(new Secret(row.getBytes("secret"))));
        if (row.getBytes("former") != null) {
            secrets.add(new Secret(row.getBytes("former")));
        }
        return new Due(row.getObject("id", UUID.class), row.getObject("webhook_id", UUID.class),
                URI.create(row.getString("url")), secrets, row.getString("event_id"), row.getString("body"),
                row.getInt("attempt"));
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(row.getObject("id", UUID.class), row.getString("event_id"), row.getInt("attempt"),
                Json.constant(Delivery.Status.class, row.getString("status")), row.getObject("response_code", Integer.class),
                row.getString("problem"), WebhookRecords.instant(row, "at"), WebhookRecords.instant(row, "next_at"));
    }
}
