package org.tamga.gateway.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.tamga.gateway.page.Languages;
import org.tamga.gateway.page.Layout;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The API's documents, and a page to try it. */
@Path("/")
@Tag(name = "documents", description = "The API's own documents")
public class DocumentResource {

    private static final String ASYNCAPI = "contracts/asyncapi.yaml";

    @CheckedTemplate
    static class Templates {

        private Templates() {
        }

        static native TemplateInstance docs(Layout layout);
    }

    private final OpenApi openApi;
    private final Languages languages;

    DocumentResource(OpenApi openApi, Languages languages) {
        this.openApi = openApi;
        this.languages = languages;
    }

    @GET
    @Path("openapi")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "This document: the whole REST API in OpenAPI 3.1", operationId = "openapi")
    public Response openapi() {
        var merged = openApi.merged();
        return Response.ok(merged.body()).header("Cache-Control", merged.missing().isEmpty() ? "max-age=60" : "no-store")
                .build();
    }

    @GET
    @Path("docs")
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public TemplateInstance docs() {
        return Templates.docs(Layout.of(languages.choose("en", List.of()), "API", "/docs"));
    }

    @GET
    @Path("asyncapi")
    @Produces("application/yaml")
    @Operation(summary = "The change events in AsyncAPI 3.0", operationId = "asyncapi")
    public byte[] asyncapi() {
        try (InputStream contract = DocumentResource.class.getClassLoader().getResourceAsStream(ASYNCAPI)) {
            return contract.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the contract is packed with the gateway", e);
        }
    }
}
