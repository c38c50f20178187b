package org.tamga.gateway.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.tamga.commons.http.IdempotencyKey;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.value.Uuid7;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;

/** Webhooks: changes as they come, posted to an address of the subscriber's. Each subscriber has the own ones. */
@Path("api/webhooks")
@RolesAllowed("subscriber")
@HttpAuthenticationMechanism("Bearer")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "webhooks", description = "Changes posted to an address: CloudEvents, signed as Standard Webhooks says, retried for three days")
public class WebhookResource {

    private static final int MOST_BYTES = 64 << 10;
    private static final int MOST_LISTED = 500;

    private final WebhookRecords webhooks;
    private final DeliveryRecords deliveries;
    private final Targets targets;
    private final Filters filters;
    private final Courier courier;
    private final ObjectMapper json;
    private final SecurityIdentity identity;

    WebhookResource(WebhookRecords webhooks, DeliveryRecords deliveries, Targets targets, Filters filters, Courier courier,
            ObjectMapper json, SecurityIdentity identity) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.targets = targets;
        this.filters = filters;
        this.courier = courier;
        this.json = json;
        this.identity = identity;
    }

    /** What a list answers. */
    public record Listed<T>(List<T> items, String next) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Subscribe an address to changes; the answer alone has the secret", operationId = "subscribe")
    @APIResponse(responseCode = "201", description = "Created; the secret is not shown again", content = @Content(schema = @Schema(implementation = Webhook.class)))
    @RequestBody(content = @Content(schema = @Schema(implementation = Webhook.Subscribe.class)))
    public Response subscribe(
            @Parameter(description = IdempotencyKey.MEANING) @HeaderParam(IdempotencyKey.HEADER) String key, InputStream body)
            throws IOException {
        var asked = read(body);
        var target = targets.parsed(asked.url());
        var secret = asked.secret() == null ? null : Secret.parsed(asked.secret());
        var made = webhooks.add(subscriber(), IdempotencyKey.checked(key), target.toString(), filters.checked(asked),
                Boolean.TRUE.equals(asked.ordered()), secret);
        return Response.created(URI.create("/api/webhooks/" + made.id())).entity(made).build();
    }

    @GET
    @Operation(summary = "One's own webhooks", operationId = "webhooks")
    public Listed<Webhook> all() {
        return new Listed<>(webhooks.of(subscriber()), null);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "A webhook", operationId = "webhook")
    public Webhook one(@PathParam("id") String id) {
        return webhooks.get(subscriber(), id(id));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "End a subscription; its log goes with it", operationId = "unsubscribe")
    @APIResponse(responseCode = "204", description = "It has ended")
    public Response remove(@PathParam("id") String id) {
        webhooks.remove(subscriber(), id(id));
        return Response.noContent().build();
    }

    @POST
    @Path("{id}/enable")
    @Operation(summary = "Deliver again to a webhook that was disabled, what changes from now on", operationId = "enable-webhook")
    public Webhook enable(@PathParam("id") String id) {
        return webhooks.enable(subscriber(), id(id));
    }

    @POST
    @Path("{id}/secret")
    @Operation(summary = "A new secret; for a day messages are signed with the former one too", operationId = "replace-secret")
    public Webhook replaceSecret(@PathParam("id") String id) {
        return webhooks.replaceSecret(subscriber(), id(id), Secret.made());
    }

    @POST
    @Path("{id}/test")
    @Operation(summary = "Send an event of the type org.tamga.webhook.tested.v1", operationId = "test-webhook")
    @APIResponse(responseCode = "202", description = "It waits; the Location has the log", content = @Content(schema = @Schema(implementation = Delivery.class)))
    public Response test(@PathParam("id") String id) throws JsonProcessingException {
        var webhook = deliverable(id);
        var event = Uuid7.next().toString();
        var body = json.writeValueAsString(Map.of("specversion", "1.0", "id", event, "source", "/gateway",
                "type", "org.tamga.webhook.tested.v1", "subject", webhook.id().toString(), "time", Instant.now().toString(),
                "datacontenttype", MediaType.APPLICATION_JSON, "data", Map.of("webhook", webhook.id().toString())));
        return sent(webhook, deliveries.send(webhook.id(), event, body));
    }

    @GET
    @Path("{id}/deliveries")
    @Operation(summary = "The log of deliveries, the latest first", operationId = "deliveries")
    public Listed<Delivery> deliveries(@PathParam("id") String id, @QueryParam("limit") String limit,
            @QueryParam("after") String after) {
        var webhook = one(id);
        var most = Optional.ofNullable(limit).map(text -> number("limit", text, MOST_LISTED)).orElse(50L).intValue();
        var page = deliveries.page(webhook.id(), most,
                Optional.ofNullable(after).map(text -> number("after", text, Long.MAX_VALUE)).orElse(null));
        return new Listed<>(page.items(), page.after() == null
                ? null
                : "/api/webhooks/" + webhook.id() + "/deliveries?limit=" + most + "&after=" + page.after());
    }

    @POST
    @Path("{id}/deliveries/{delivery}/redeliver")
    @Operation(summary = "Deliver again, with the same webhook-id", operationId = "redeliver")
    @APIResponse(responseCode = "202", description = "It waits; the Location has the log", content = @Content(schema = @Schema(implementation = Delivery.class)))
    public Response redeliver(@PathParam("id") String id, @PathParam("delivery") String delivery) {
        var webhook = deliverable(id);
        return sent(webhook, deliveries.again(webhook.id(), id(delivery)));
    }

    private String subscriber() {
        return ((JsonWebToken) identity.getPrincipal()).getSubject();
    }

    private Response sent(Webhook webhook, Delivery delivery) {
        courier.wake();
        return Response.accepted(delivery).location(URI.create("/api/webhooks/" + webhook.id() + "/deliveries")).build();
    }

    private Webhook deliverable(String id) {
        var webhook = one(id);
        if (webhook.status() == Webhook.Status.DISABLED) {
            throw new Problem(ProblemType.ILLEGAL_TRANSITION, "The webhook is disabled; enable it first.");
        }
        return webhook;
    }

    private Webhook.Subscribe read(InputStream body) throws IOException {
        var bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new Problem(ProblemType.TOO_LARGE, "A subscription has at most " + MOST_BYTES + " bytes.");
        }
        var asked = json.readValue(bytes, Webhook.Subscribe.class);
        if (asked == null) {
            throw new Problem(ProblemType.MALFORMED_REQUEST, "The body is empty.");
        }
        return asked;
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Problem(ProblemType.NOT_FOUND, "\"" + text + "\" is not an id.");
        }
    }

    private static long number(String name, String text, long most) {
        try {
            var number = Long.parseLong(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same answer as to a number out of range.
        }
        throw Problem.invalidParameter(name, "A whole number from 1 to " + most + ".");
    }
}
