package org.tamga.gateway.document;

import java.util.List;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

import io.quarkus.smallrye.openapi.OpenApiFilter;

/** Writes into the gateway's part of the OpenAPI document that every refusal is a problem, in the services' words for it. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class DescribedProblems implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getComponents().addSchema("Problem", problem());
        api.getPaths().getPathItems().values().stream().flatMap(item -> item.getOperations().values().stream())
                .forEach(operation -> describe(operation.getResponses()));
    }

    private static void describe(APIResponses responses) {
        responses.addAPIResponse("default",
                OASFactory.createAPIResponse().description("A problem (RFC 9457)").content(content()));
        responses.getAPIResponses().forEach((status, response) -> {
            if (status.startsWith("4")) {
                response.setContent(content());
            }
        });
    }

    private static Content content() {
        return OASFactory.createContent().addMediaType("application/problem+json",
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref("#/components/schemas/Problem")));
    }

    private static Schema problem() {
        var schema = OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
        List.of("type", "title", "detail", "instance", "correlationId").forEach(name -> schema.addProperty(name, text()));
        var violation = OASFactory.createSchema().addType(Schema.SchemaType.OBJECT).addProperty("pointer", text())
                .addProperty("detail", text());
        return schema.addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER)).addProperty(
                "violations", OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(violation));
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }
}
