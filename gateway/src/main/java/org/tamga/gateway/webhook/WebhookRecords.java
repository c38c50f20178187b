package org.tamga.gateway.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;
import org.tamga.commons.http.IdempotencyKey;
import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.value.Uuid7;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The webhooks that there are. A subscriber sees only the own ones. */
@Singleton
class WebhookRecords {

    private static final String COLUMNS = "id, url, wanted, ordered, status, failing_since, notice, created_at";
    /** How long signatures are made with a former secret too. */
    private static final Duration OVERLAP = Duration.ofHours(24);

    private final Records records;
    private final ObjectMapper json;
    private final int perSubscriber;

    WebhookRecords(Records records, ObjectMapper json, WebhooksConfig config) {
        this.records = records;
        this.json = json;
        this.perSubscriber = config.perSubscriber();
    }

    /**
     * Makes a webhook and shows its secret; what was made, where the key came before with the same within 24 hours.
     *
     * @param key by which a repeat is known, or null
     * @param chosen the secret that the subscriber wants, or null for one that is made
     * @throws Problem 422 if the key came with something else
     */
    Webhook add(String owner, String key, String url, Webhook.Wanted wanted, boolean ordered, Secret chosen) {
        var request = String.join("\n", url, written(wanted), Boolean.toString(ordered), chosen == null ? "" : chosen.text());
        var secret = chosen == null ? Secret.made() : chosen;
        return records.inTransaction(handle -> {
            // Two requests of one subscriber at once must not both find room for one more, nor the one not find the other.
            handle.createQuery("select pg_advisory_xact_lock(hashtextextended(:owner, 0))").bind("owner", owner)
                    .map((row, context) -> true).list();
            var earlier = key == null ? Optional.<Webhook>empty() : earlier(handle, owner, key, request);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            var present = handle.createQuery("select count(*) from webhook where owner = :owner").bind("owner", owner)
                    .mapTo(Integer.class).one();
            if (present >= perSubscriber) {
                throw new Problem(ProblemType.CONFLICT,
                        "There are " + present + " webhooks already; that is as many as may be.");
            }
            return handle
                    .createQuery(
                            """
                            insert into webhook (id, owner, url, wanted, ordered, secret, idempotency_key, idempotency_request)
                            values (cast(:id as uuid), :owner, :url, cast(:wanted as jsonb), :ordered, :secret, :key,
                              case when cast(:key as text) is not null then sha256(convert_to(:request, 'UTF8')) end) returning """
                                    + " " + COLUMNS)
                    .bind("id", Uuid7.next().toString()).bind("owner", owner).bind("url", url)
                    .bind("wanted", written(wanted)).bind("ordered", ordered).bind("secret", secret.bytes()).bind("key", key)
                    .bind("request", request)
                    .map((row, context) -> webhook(row)).one().withSecret(secret);
        });
    }

    private Optional<Webhook> earlier(Handle handle, String owner, String key, String request) {
        return handle.createQuery("select " + COLUMNS + ", secret,"
                + " idempotency_request = sha256(convert_to(:request, 'UTF8')) as same from webhook"
                + " where owner = :owner and idempotency_key = :key and created_at > clock_timestamp() - "
                + IdempotencyKey.KEPT)
                .bind("owner", owner).bind("key", key).bind("request", request)
                .map((row, context) -> {
                    if (!row.getBoolean("same")) {
                        throw new Problem(ProblemType.IDEMPOTENCY_KEY_REUSED,
                                "The " + IdempotencyKey.HEADER + " " + key + " came before with another body.");
                    }
                    return webhook(row).withSecret(new Secret(row.getBytes("secret")));
                }).findOne();
    }

    List<Webhook> of(String owner) {
        return records.inTransaction(handle -> handle
                .createQuery("select " + COLUMNS + " from webhook where owner = :owner order by id").bind("owner", owner)
                .map((row, context) -> webhook(row)).list());
    }

    /** @throws Problem 404 if the subscriber has no such webhook */
    Webhook get(String owner, UUID id) {
        return records.inTransaction(handle -> get(handle, owner, id));
    }

    /** All that are delivered to now. */
    List<Webhook> active(Handle handle) {
        return handle.createQuery("select " + COLUMNS + " from webhook where status = 'active'")
                .map((row, context) -> webhook(row)).list();
    }

    void remove(String owner, UUID id) {
        records.useTransaction(handle -> {
            get(handle, owner, id);
            handle.createUpdate("delete from webhook where id = cast(:id as uuid)").bind("id", id.toString()).execute();
        });
    }

    /** Delivers again to one that was disabled. */
    Webhook enable(String owner, UUID id) {
        return records.inTransaction(handle -> {
            get(handle, owner, id);
            handle.createUpdate(
                    """
                    update webhook set status = 'active', failing_since = null, notice = null where id = cast(:id as uuid)""")
                    .bind("id", id.toString()).execute();
            return get(handle, owner, id);
        });
    }

    /** Gives it a new secret; for a day signatures are made with the former one too. */
    Webhook replaceSecret(String owner, UUID id, Secret secret) {
        return records.inTransaction(handle -> {
            get(handle, owner, id);
            handle.createUpdate(
                    """
                    update webhook set former_secret = secret, former_until = clock_timestamp() + cast(:overlap as interval),
                      secret = :secret where id = cast(:id as uuid)""")
                    .bind("overlap", OVERLAP.toString()).bind("secret", secret.bytes()).bind("id", id.toString()).execute();
            return get(handle, owner, id);
        }).withSecret(secret);
    }

    private Webhook get(Handle handle, String owner, UUID id) {
        return handle.createQuery("select " + COLUMNS + " from webhook where id = cast(:id as uuid) and owner = :owner")
                .bind("id", id.toString()).bind("owner", owner).map((row, context) -> webhook(row)).findOne()
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "You have no webhook " + id + "."));
    }

    private Webhook webhook(ResultSet row) throws SQLException {
        return new Webhook(row.getObject("id", UUID.class), row.getString("url"), read(row.getString("wanted")),
                row.getBoolean("ordered"), null, Json.constant(Webhook.Status.class, row.getString("status")),
                instant(row, "failing_since"), row.getString("notice"), instant(row, "created_at"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant).orElse(null);
    }

    private String written(Webhook.Wanted wanted) {
        try {
            return json.writeValueAsString(wanted);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Webhook.Wanted read(String wanted) {
        try {
            return json.readValue(wanted, Webhook.Wanted.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
