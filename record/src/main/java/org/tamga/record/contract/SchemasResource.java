package org.tamga.record.contract;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;
import org.tamga.record.Records;
import org.tamga.record.change.Announced;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The service's collections and the schemas of what they announce. */
@Path("schemas")
@Produces(MediaType.APPLICATION_JSON)
public class SchemasResource {

    private final Instance<RecordResource<?>> resources;
    private final Instance<Announced> announced;
    private final Exchange exchange;
    private final String domain;

    SchemasResource(Instance<RecordResource<?>> resources, Instance<Announced> announced, Exchange exchange,
            @ConfigProperty(name = "tamga.domain") String domain) {
        this.resources = resources;
        this.announced = announced;
        this.exchange = exchange;
        this.domain = domain;
    }

    /**
     * A collection.
     *
     * @param collection its address; {@code {parentId}} in it stands for the record that its members are part of
     * @param topic where its changes are announced
     * @param schema the address of the schema of their data
     * @param types of those changes, beside took-effect, lapsed, withheld and restored, which every topic of records can have
     */
    public record Collection(String collection, String topic, String schema, List<String> types) {}

    /** A topic on which something derived is announced. */
    public record Derived(String topic, String schema) {}

    /** All collections of the service, and what else it announces. */
    public record Collections(List<Collection> items, List<Derived> derived) {}

    @GET
    @Operation(summary = "The collections of this service and the schemas of their events")
    public Collections collections() {
        exchange.parameters().allow();
        return new Collections(resources.stream().map(resource -> {
            var topic = resource.records().topic();
            return new Collection("/api/" + domain + "/" + resource.path(), topic, "/api/" + domain + "/schemas/" + topic,
                    resource.records().eventTypes());
        }).sorted(Comparator.comparing(Collection::topic)).toList(),
                derived().keySet().stream().sorted()
                        .map(topic -> new Derived(topic, "/api/" + domain + "/schemas/" + topic)).toList());
    }

    @GET
    @Path("{topic}")
    @Operation(summary = "The JSON Schema of the data of a topic's events")
    @APIResponse(responseCode = "200", description = "OK", content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    public ObjectNode schema(@PathParam("topic") String topic) {
        exchange.parameters().allow();
        return resources.stream().map(RecordResource::records).filter(records -> records.topic().equals(topic)).findFirst()
                .map(Records::contentType).map(content -> Schemas.event(topic, content))
                .or(() -> Optional.ofNullable(derived().get(topic)).map(data -> Schemas.derived(topic, data)))
                .orElseThrow(
                        () -> new Problem(ProblemType.NOT_FOUND, "No topic " + topic + " is announced on by this service."));
    }

    private Map<String, Class<? extends Record>> derived() {
        var all = new HashMap<String, Class<? extends Record>>();
        announced.forEach(some -> all.putAll(some.topics()));
        return all;
    }
}
