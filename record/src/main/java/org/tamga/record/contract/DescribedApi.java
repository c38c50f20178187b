package org.tamga.record.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.enterprise.util.TypeLiteral;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.commons.value.Money;
import org.tamga.record.RecordResource;
import org.tamga.record.imports.Formats;
import org.tamga.record.imports.ImportFormat;
import org.tamga.record.imports.Imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkus.arc.Arc;
import io.quarkus.smallrye.openapi.OpenApiFilter;

/** Writes into the OpenAPI document what every collection has: its fields, its filters, its answers and its problems. */
@OpenApiFilter(OpenApiFilter.RunStage.RUN)
public class DescribedApi implements OASFilter {

    /**
     * An operation that reads its query parameters by itself names them in an {@code @Extension} of this name, one a line: the
     * name, a star where it is needed, and what it means. {@code validAt}, {@code knownAt} and {@code knownBasis} need no more
     * than the name.
     */
    public static final String PARAMETERS = "x-parameters";

    /** What is written otherwise than its fields would be, by the name that it has in the document. */
    private static final Map<String, Class<?>> VALUES = Map.of("Country", Country.class, "Edtf", Edtf.class, "LanguageMap",
            LanguageMap.class, "Money", Money.class, "JsonNode", JsonNode.class, "ObjectNode", ObjectNode.class);
    private static final Map<String, String> AT = Map.of("validAt", "The day in the world; today in UTC by default", "knownAt",
            "What was known then, as RFC 3339 has it; now by default", "knownBasis",
            "source: what a source had made known by then; recorded: only what was recorded here. source by default");

    /** Constants of enums are not read and written as the code has them: see {@link Json}. */
    @Override
    public Schema filterSchema(Schema schema) {
        if (schema.getEnumeration() != null) {
            schema.setEnumeration(schema.getEnumeration().stream()
                    .<Object>map(constant -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-')).toList());
        }
        return schema;
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        var domain = ConfigProvider.getConfig().getValue("tamga.domain", String.class);
        api.setInfo(OASFactory.createInfo().title("Tamga: " + domain).version("1").description(
                "A sourced, dated record. Every read takes validAt (a day in the world) and knownAt (what was known then); every write needs a source."));
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        api.getComponents().addSecurityScheme("token", OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP).scheme("bearer").bearerFormat("JWT"));
        VALUES.forEach((name, type) -> {
            if (api.getComponents().getSchemas() != null && api.getComponents().getSchemas().containsKey(name)) {
                api.getComponents().addSchema(name, model(Schemas.value(type)));
            }
        });
        api.getComponents().addSchema("Problem", problem());
        api.getComponents().addSchema("ImportReport", report());
        api.getComponents().addSchema("Retraction", model(Schemas.withdrawal()));
        api.getComponents().addSchema("Retracted", object().addProperty("id", text()).addProperty("version", number())
                .addProperty("because", text()));
        AT.forEach((name, description) -> api.getComponents().addParameter(name, OASFactory.createParameter().name(name)
                .in(Parameter.In.QUERY).description(description)
                .schema(text())));
        if (api.getPaths() == null) {
            return;
        }
        api.getPaths().getPathItems().values().forEach(item -> {
            describeProblems(item);
            item.getOperations().values().forEach(DescribedApi::describeParameters);
        });
        var resources = Arc.container().select(new TypeLiteral<RecordResource<?>>() {
        });
        for (var resource : resources) {
            describe(api, resource, "/api/" + domain + "/" + resource.path());
        }
    }

    private static void describe(OpenAPI api, RecordResource<?> resource, String path) {
        var records = resource.records();
        var content = records.contentType().getSimpleName();
        // An answer of a room's own may hold the content alone, which then has the name.
        var name = api.getComponents().getSchemas().containsKey(content) ? content + "Record" : content;
        api.getComponents().addSchema(name, model(Schemas.period(records.contentType())));
        api.getComponents().addSchema(content + "Write", model(Schemas.write(records.contentType())));
        var list = api.getPaths().getPathItem(path);
        var member = api.getPaths().getPathItem(path + "/{id}");
        if (list == null || member == null) {
            return;
        }
        for (var item : api.getPaths().getPathItems().entrySet()) {
            if (item.getKey().equals(path) || item.getKey().equals(path + "/import")
                    || item.getKey().startsWith(path + "/{id}")) {
                item.getValue().getOperations().values().forEach(operation -> operation.setTags(List.of(resource.path())));
            }
        }
        answer(list.getGET(), "200", items(name).addProperty("next", text().addType(Schema.SchemaType.NULL)));
        // All of them, one a line.
        list.getGET().getResponses().getAPIResponse("200").getContent()
                .addMediaType(RecordResource.NDJSON, OASFactory.createMediaType().schema(ref(name)))
                .addMediaType(RecordResource.CSV, OASFactory.createMediaType().schema(text()));
        resource.listParameters().stream().sorted().forEach(parameter -> query(list.getGET(), parameter));
        body(list.getPOST(), content + "Write");
        list.getPOST().getResponses().removeAPIResponse("200");
        tagged(list.getPOST(), "201", ref(name));
        tagged(member.getGET(), "200", ref(name));
        header(member.getGET(), "If-None-Match", "The ETag of an answer that is at hand; 304 where it is this one");
        member.getGET().getResponses().addAPIResponse("304",
                OASFactory.createAPIResponse().description("The answer is the one whose ETag If-None-Match has"));
        RecordResource.READING.stream().sorted().forEach(parameter -> query(member.getGET(), parameter));
        body(member.getPUT(), content + "Write");
        tagged(member.getPUT(), "200", ref(name));
        tagged(member.getPUT(), "201", ref(name));
        header(member.getPUT(), "If-Match", "The ETag of the version that was read; needed to change a record that exists");
        header(list.getPOST(), "Idempotency-Key", "Makes a repeat within 24 hours get the first answer");
        answer(api.getPaths().getPathItem(path + "/{id}/history").getGET(), "200", items(name));
        var retraction = api.getPaths().getPathItem(path + "/{id}/retraction").getPOST();
        body(retraction, "Retraction");
        tagged(retraction, "200", ref("Retracted"));
        header(retraction, "If-Match", "The ETag of the version that was read");
        describeImport(api, resource, path);
    }

    private static void describeImport(OpenAPI api, RecordResource<?> resource, String path) {
        var post = api.getPaths().getPathItem(path + "/import").getPOST();
        var formats = Arc.container().instance(Formats.class).get().of(resource.records());
        var body = OASFactory.createContent();
        formats.stream().flatMap(format -> format.mediaTypes().stream()).sorted().distinct()
                .forEach(type -> body.addMediaType(type, OASFactory.createMediaType()));
        post.setRequestBody(OASFactory.createRequestBody().required(true).content(body));
        Stream.concat(Imports.PARAMETERS.stream(), formats.stream().flatMap(format -> format.parameters().stream())).sorted()
                .distinct().forEach(parameter -> query(post, parameter));
        post.getParameters().stream().filter(parameter -> parameter.getName().equals("format")).findFirst().orElseThrow()
                .required(true).getSchema()
                .setEnumeration(List.copyOf(formats.stream().map(ImportFormat::name).sorted().toList()));
        header(post, "Prefer", "respond-async: answer at once, and take the file in afterwards");
        answer(post, "200", ref("ImportReport"));
        answer(post, "202", ref("ImportJob"));
    }

    private static Schema report() {
        var problem = object().addProperty("line", number());
        List.of("pointer", "code", "detail", "severity").forEach(name -> problem.addProperty(name, text()));
        var report = object();
        List.of("accepted", "unchanged", "rejected", "warnings").forEach(name -> report.addProperty(name, number()));
        return report.addProperty("problems", array(problem));
    }

    private static void describeProblems(PathItem item) {
        for (var operation : item.getOperations().entrySet()) {
            var responses = operation.getValue().getResponses();
            if (responses != null) {
                responses.addAPIResponse("default", OASFactory.createAPIResponse().description("A problem (RFC 9457)")
                        .content(content("application/problem+json", ref("Problem"))));
            }
            // A read of those who run the service, and a POST that only computes, say so themselves.
            if (operation.getKey() != PathItem.HttpMethod.GET && operation.getValue().getSecurity() == null) {
                operation.getValue().addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme("token"));
            }
        }
    }

    private static void describeParameters(Operation operation) {
        if (operation.getExtensions() == null || !operation.getExtensions().containsKey(PARAMETERS)) {
            return;
        }
        operation.getExtensions().get(PARAMETERS).toString().lines().map(line -> line.split(" ", 2)).forEach(line -> {
            if (line.length == 1) {
                operation.addParameter(OASFactory.createParameter().ref(line[0]));
            } else {
                operation.addParameter(OASFactory.createParameter().name(line[0].replace("*", "")).in(Parameter.In.QUERY)
                        .required(line[0].endsWith("*")).description(line[1])
                        .schema(text()));
            }
        });
        operation.removeExtension(PARAMETERS);
        // Where a response is described as well, the reader of annotations takes it for that one's, too.
        operation.getResponses().getAPIResponses().values().forEach(response -> response.removeExtension(PARAMETERS));
    }

    private static void answer(Operation operation, String status, Schema schema) {
        operation.getResponses().addAPIResponse(status,
                OASFactory.createAPIResponse().description(switch (status) {
                    case "201" -> "Created";
                    case "202" -> "Accepted; the Location has its report";
                    default -> "OK";
                })
                        .content(content("application/json", schema)));
    }

    /** An answer that has an ETag. */
    private static void tagged(Operation operation, String status, Schema schema) {
        answer(operation, status, schema);
        operation.getResponses().getAPIResponse(status).addHeader("ETag",
                OASFactory.createHeader().description("Of this answer; If-Match takes it").schema(text()));
    }

    private static void body(Operation operation, String name) {
        operation.setRequestBody(
                OASFactory.createRequestBody().required(true).content(content("application/json", ref(name))));
    }

    private static void query(Operation operation, String name) {
        operation.addParameter(OASFactory.createParameter().name(name).in(Parameter.In.QUERY)
                .schema(text()));
    }

    private static void header(Operation operation, String name, String description) {
        operation.addParameter(OASFactory.createParameter().name(name).in(Parameter.In.HEADER).description(description)
                .schema(text()));
    }

    private static Content content(String type, Schema schema) {
        return OASFactory.createContent().addMediaType(type, OASFactory.createMediaType().schema(schema));
    }

    private static Schema ref(String name) {
        return OASFactory.createSchema().ref("#/components/schemas/" + name);
    }

    private static Schema problem() {
        var schema = object();
        List.of("type", "title", "detail", "instance", "correlationId").forEach(name -> schema.addProperty(name, text()));
        var violation = object().addProperty("pointer", text()).addProperty("detail", text());
        return schema.addProperty("status", number()).addProperty("violations", array(violation));
    }

    private static Schema items(String name) {
        return object().addProperty("items", array(ref(name)));
    }

    private static Schema object() {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
    }

    private static Schema array(Schema items) {
        return OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(items);
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }

    private static Schema number() {
        return OASFactory.createSchema().addType(Schema.SchemaType.INTEGER);
    }

    /** The same schema in OpenAPI's own model: 3.1 takes JSON Schema as it is. */
    private static Schema model(JsonNode json) {
        var schema = OASFactory.createSchema();
        for (var member : (Iterable<Map.Entry<String, JsonNode>>) json::fields) {
            var value = member.getValue();
            switch (member.getKey()) {
                case "type" -> {
                    if (value.isArray()) {
                        value.forEach(type -> schema.addType(type(type)));
                    } else {
                        schema.addType(type(value));
                    }
                }
                case "properties" -> value.fields()
                        .forEachRemaining(property -> schema.addProperty(property.getKey(), model(property.getValue())));
                case "required" -> value.forEach(name -> schema.addRequired(name.textValue()));
                case "items" -> schema.setItems(model(value));
                case "additionalProperties" -> schema.setAdditionalPropertiesSchema(model(value));
                case "enum" -> {
                    var names = new ArrayList<Object>();
                    value.forEach(name -> names.add(name.textValue()));
                    schema.setEnumeration(names);
                }
                case "minimum" -> schema.setMinimum(BigDecimal.valueOf(value.asLong()));
                case "minItems" -> schema.setMinItems(value.asInt());
                case "minProperties" -> schema.setMinProperties(value.asInt());
                case "format" -> schema.setFormat(value.textValue());
                case "pattern" -> schema.setPattern(value.textValue());
                case "description" -> schema.setDescription(value.textValue());
                default -> throw new IllegalArgumentException("schemas are not made with " + member.getKey());
            }
        }
        return schema;
    }

    private static Schema.SchemaType type(JsonNode name) {
        return Schema.SchemaType.valueOf(name.textValue().toUpperCase(Locale.ROOT));
    }
}
