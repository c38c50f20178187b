package org.tamga.record.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.record.Exchange;
import org.tamga.record.Operates;
import org.tamga.record.contract.DescribedApi;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.databind.ObjectMapper;

/** What the service reads of others' topics, for those who run it: how far it is, what could not be taken in, and the cures. */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class SubscriptionsResource {

    private static final String STATUS = """
                                         select s.name, s.topic, %s as built, s.began_at,
                                           s.ended_at, s.restored, s.forgotten, s.failure,
                                           s.found_instead is not null as to_be_asked_again,
                                           (select count(*) from dead_letter d where d.consumer = s.name and d.error is not null) as letters,
                                           (select count(*) from dead_letter d where d.consumer = s.name and d.error is null) as waiting
                                         from %s order by s.name"""
            .formatted(Rebuilding.BUILT, Rebuilding.READ);

    private final Subscribing subscribing;
    private final Database database;
    private final Exchange exchange;
    private final ObjectMapper mapper;

    SubscriptionsResource(Subscribing subscribing, Database database, Exchange exchange, ObjectMapper mapper) {
        this.subscribing = subscribing;
        this.database = database;
        this.exchange = exchange;
        this.mapper = mapper;
    }

    /**
     * A subscription as it stands.
     *
     * @param built false while its copy is being built from the topic's states
     * @param beganAt when the last build began, or null
     * @param endedAt when a build was last done, or null
     * @param restored how many states the last build has read
     * @param forgotten how many keys it has dropped because no state told of them
     * @param failure why the build has not succeeded yet, or null
     * @param toBeAskedAgain true where its topic was made anew, and nothing is built from it until an operator asks once more
     * @param deadLetters how many events could not be taken in
     * @param waiting how many wait behind those
     */
    public record Status(String name, String topic, boolean built, Instant beganAt, Instant endedAt, long restored,
            long forgotten,
            String failure, boolean toBeAskedAgain, long deadLetters, long waiting) {

        static Status of(ResultSet row) throws SQLException {
            return new Status(row.getString("name"), row.getString("topic"), row.getBoolean("built"),
                    Transaction.instant(row, "began_at"), Transaction.instant(row, "ended_at"), row.getLong("restored"),
                    row.getLong("forgotten"), row.getString("failure"), row.getBoolean("to_be_asked_again"),
                    row.getLong("letters"), row.getLong("waiting"));
        }
    }

    /** All subscriptions. */
    public record Statuses(List<Status> items) {}

    /**
     * A dead letter.
     *
     * @param origin topic, partition and offset that it came from
     * @param error why it could not be taken in; null where it only waits behind another
     */
    public record Letter(long id, String subscription, String topic, String key, String origin, String type, String error,
            Instant at) {

        static Letter of(DeadLetter letter) {
            var message = letter.message();
            return new Letter(letter.id(), letter.consumer(), letter.topic(), letter.key(),
                    message.topicPartition() + "@" + message.offset(), message.headers().get("ce_type"), letter.error(),
                    letter.at());
        }
    }

    /** A page of dead letters. */
    public record Letters(List<Letter> items, String next) {}

    @GET
    @Path("subscriptions")
    @Operates
    @SecurityRequirement(name = "token")
    @Operation(summary = "What this service reads of others' topics, and how far it is")
    public Statuses subscriptions() {
        exchange.parameters().allow();
        return statuses();
    }

    @POST
    @Path("subscriptions/rebuild")
    @Operates
    @APIResponse(responseCode = "202", description = "Accepted", content = @Content(schema = @Schema(implementation = Statuses.class)))
    @Operation(summary = "Builds the copies anew from the topics' states; GET subscriptions tells when that is done")
    public Response rebuild() {
        exchange.parameters().allow();
        subscribing.rebuilding().ask(names());
        return Response.accepted(statuses()).build();
    }

    @GET
    @Path("dead-letters")
    @Operates
    @SecurityRequirement(name = "token")
    @Operation(summary = "Events that could not be taken in, and those that wait behind them, in their order")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       topic Those of this topic
                                                       after:integer The id after which the page begins
                                                       limit:integer At most 500; 50 by default""")
    public Letters letters() {
        var parameters = exchange.parameters().allow("topic", "after", "limit");
        var after = parameters.number("after", 0, 0, Long.MAX_VALUE);
        var limit = (int) parameters.number("limit", 50, 1, 500);
        var topic = parameters.text("topic").orElse(null);
        var letters = database.read(transaction -> transaction.list(
                // Without the events themselves, each of which may be megabytes.
                "select id, consumer, topic, key, origin, part, \"offset\", headers, null::bytea as data, error, at"
                        + " from dead_letter where id > ? and (?::text is null or topic = ?) order by id limit ?",
                row -> DeadLetter.of(row, mapper), after, topic, topic, limit));
        var next = letters.size() < limit ? null : exchange.withCursor(Long.toString(letters.get(limit - 1).id()));
        return new Letters(letters.stream().map(Letter::of).toList(), next);
    }

    @POST
    @Path("dead-letters/redrive")
    @Operates
    @Operation(summary = "Tries a topic's dead letters again, key by key, in their order")
    @Extension(name = DescribedApi.PARAMETERS, value = "topic* The topic whose readers try again")
    public Intake.Redriven redrive() {
        var topic = exchange.parameters().allow("topic").required("topic");
        var readers = subscribing.subscriptions().stream().filter(subscription -> subscription.topic().equals(topic)).toList();
        if (readers.isEmpty()) {
            throw new Problem(ProblemType.NOT_FOUND, "Nothing here reads the topic " + topic + ".");
        }
        return readers.stream().map(subscribing.intake()::redrive)
                .reduce((a, b) -> new Intake.Redriven(a.redriven() + b.redriven(), a.left() + b.left())).orElseThrow();
    }

    @DELETE
    @Path("dead-letters/{id}")
    @Operates
    @Operation(summary = "Gives a dead letter up for good: what waits behind it can then be redriven")
    public void giveUp(@PathParam("id") long id) {
        exchange.parameters().allow();
        if (database.write(transaction -> transaction.update("delete from dead_letter where id = ?", id)) == 0) {
            throw new Problem(ProblemType.NOT_FOUND, "There is no dead letter " + id + ".");
        }
    }

    private Statuses statuses() {
        return new Statuses(database.read(transaction -> transaction.list(STATUS, Status::of, names(),
                Rebuilding.revisions(subscribing.subscriptions()))));
    }

    private List<String> names() {
        return subscribing.subscriptions().stream().map(Subscription::name).toList();
    }
}
