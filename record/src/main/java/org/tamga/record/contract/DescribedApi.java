package org.tamga.record.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

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
import org.tamga.commons.http.IdempotencyKey;
import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.commons.value.Money;
import org.tamga.record.Confidence;
import org.tamga.record.RecordResource;
import org.tamga.record.Warning;
import org.tamga.record.imports.Formats;
import org.tamga.record.imports.ImportFormat;
import org.tamga.record.imports.ImportMode;
import org.tamga.record.imports.Imports;
import org.tamga.record.measure.Measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkus.arc.Arc;
import io.quarkus.smallrye.openapi.OpenApiFilter;

/** Writes into the OpenAPI document what every collection has: its fields, its filters, its answers and its problems. */
@OpenApiFilter(OpenApiFilter.RunStage.RUN)
public class DescribedApi implements OASFilter {

    /**
     * An operation that reads its query parameters by itself names them in an {@code @Extension} of this name, one a line: the
     * name, a star where it is needed, a colon and {@code integer}, {@code boolean} or a format where it is no mere text, and what
     * it means. Those that many operations have, such as {@code validAt} and {@code limit}, need no more than the name.
     */
    public static final String PARAMETERS = "x-parameters";

    /** An operation that takes what the list of a collection takes names the collection's path in an {@code @Extension} of this name. */
    public static final String LIST_OF = "x-list-of";

    /** What is written otherwise than its fields would be, by the name that it has in the document. */
    private static final Map<String, Class<?>> VALUES = Map.of("Country", Country.class, "Edtf", Edtf.class, "LanguageMap",
            LanguageMap.class, "Money", Money.class, "JsonNode", JsonNode.class, "ObjectNode", ObjectNode.class);

    /** Stands in the address of a collection that is part of another. */
    private static final String PARENT = "parentId";

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
        api.getComponents().addSchema("Warning", model(Schemas.value(Warning.class)));
        common().forEach(parameter -> api.getComponents().addParameter(parameter.getName(), parameter));
        if (api.getPaths() == null) {
            return;
        }
        api.getPaths().getPathItems().forEach((path, item) -> {
            describeProblems(item);
            item.getOperations().values().forEach(DescribedApi::describeParameters);
            if (path.contains("{" + PARENT + "}")) {
                item.getOperations().values().stream().filter(operation -> !hasParent(operation))
                        .forEach(operation -> operation.addParameter(parent(path)));
            }
            if (path.startsWith("/api/" + domain + "/measures/{code}")) {
                describeDimensions(item.getGET());
            }
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
            if (item.getKey().startsWith(path + "/{id}")) {
                item.getValue().getOperations().values().stream().flatMap(operation -> operation.getParameters().stream())
                        .filter(parameter -> "id".equals(parameter.getName()))
                        .forEach(parameter -> parameter.setSchema(uuid()));
            }
            item.getValue().getOperations().values().forEach(operation -> describeAsListOf(api, operation, resource));
        }
        answer(list.getGET(), "200", items(with(ref(name), members(resource.includedMembers()))).addProperty("next",
                text().addType(Schema.SchemaType.NULL)));
        // All of them, one a line.
        list.getGET().getResponses().getAPIResponse("200").getContent()
                .addMediaType(RecordResource.NDJSON, OASFactory.createMediaType().schema(ref(name)))
                .addMediaType(RecordResource.CSV, OASFactory.createMediaType().schema(text()));
        filters(api, list.getGET(), resource);
        body(list.getPOST(), content + "Write");
        list.getPOST().getResponses().removeAPIResponse("200");
        var warnings = Map.of("warnings", array(ref("Warning")));
        tagged(list.getPOST(), "201", with(ref(name), warnings));
        var derived = members(resource.derivedMembers());
        tagged(member.getGET(), "200", with(ref(name), derived));
        header(member.getGET(), "If-None-Match", "The ETag of an answer that is at hand; 304 where it is this one");
        member.getGET().getResponses().addAPIResponse("304",
                OASFactory.createAPIResponse().description("The answer is the one whose ETag If-None-Match has"));
        RecordResource.READING.stream().sorted().forEach(parameter -> member.getGET().addParameter(ref(api, parameter)));
        body(member.getPUT(), content + "Write");
        derived.putAll(warnings);
        tagged(member.getPUT(), "200", with(ref(name), derived));
        tagged(member.getPUT(), "201", with(ref(name), derived));
        header(member.getPUT(), "If-Match", "The ETag of the version that was read; needed to change a record that exists");
        header(list.getPOST(), IdempotencyKey.HEADER, IdempotencyKey.MEANING);
        answer(api.getPaths().getPathItem(path + "/{id}/history").getGET(), "200",
                items(with(ref(name), Map.of("changed", array(text())))));
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
        post.addParameter(query("format", choice(formats.stream().map(ImportFormat::name).sorted().toArray()),
                "What the file is").required(true));
        ofImports().forEach(post::addParameter);
        formats.stream().flatMap(format -> format.parameters().stream()).sorted().distinct()
                .filter(parameter -> !Imports.PARAMETERS.contains(parameter))
                .forEach(parameter -> post.addParameter(query(parameter, text(), "Of some formats")));
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
                responses.addAPIResponse("default", OASFactory.createAPIResponse().description("A problem (RFC 9457)"));
                responses.getAPIResponses().forEach((status, response) -> {
                    if (status.startsWith("4") || status.equals("default")) {
                        response.setContent(content("application/problem+json", ref("Problem")));
                    }
                });
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
        operation.getExtensions().get(PARAMETERS).toString().lines().map(line -> line.split(" ", 2))
                .forEach(line -> operation.addParameter(line.length == 1
                        ? OASFactory.createParameter().ref(line[0])
                        : described(line[0], line[1])));
        remove(operation, PARAMETERS);
    }

    private static Parameter described(String name, String meaning) {
        var parts = name.replace("*", "").split(":");
        return query(parts[0], parts.length == 1 ? text() : scalar(parts[1]), meaning).required(name.contains("*"));
    }

    private static Schema scalar(String type) {
        return switch (type) {
            case "integer" -> number();
            case "boolean" -> truth();
            default -> text().format(type);
        };
    }

    private static void remove(Operation operation, String extension) {
        operation.removeExtension(extension);
        // Where a response is described as well, the reader of annotations takes it for that one's, too.
        operation.getResponses().getAPIResponses().values().forEach(response -> response.removeExtension(extension));
    }

    private static void describeAsListOf(OpenAPI api, Operation operation, RecordResource<?> resource) {
        if (operation.getExtensions() != null && resource.path().equals(operation.getExtensions().get(LIST_OF))) {
            filters(api, operation, resource);
            remove(operation, LIST_OF);
        }
    }

    /** Which measure has which dimensions is data; their names are known. */
    private static void describeDimensions(Operation operation) {
        Arc.container().select(Measure.class).stream().flatMap(measure -> measure.dimensions().stream())
                .map(Measure.Dimension::name).distinct().sorted()
                .forEach(dimension -> operation.addParameter(query(dimension, text(),
                        "Needed where it is one of the dimensions that the list of measures names for this one")));
    }

    /** As an address of a room's own that asks for it by itself. */
    private static boolean hasParent(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> PARENT.equals(parameter.getName()));
    }

    private static Parameter parent(String path) {
        var parent = OASFactory.createParameter().name(PARENT).in(Parameter.In.PATH).required(true);
        return path.endsWith("/import")
                ? parent.schema(text()).description("The record that these are part of; - where each row names its own")
                : parent.schema(uuid()).description("The record that these are part of");
    }

    // --- Parameters ----------------------------------------------------------------------------------------------------

    /** What many operations take. */
    private static List<Parameter> common() {
        return List.of(
                query("validAt", text().format("date"), "The day in the world; today in UTC by default"),
                query("knownAt", text().format("date-time"), "What was known then, as RFC 3339 has it; now by default"),
                query("knownBasis", choice("source", "recorded").defaultValue("source"),
                        "source: what a source had made known by then; recorded: only what was recorded here. source by default"),
                query("limit", number().minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(RecordResource.LARGEST_PAGE))
                        .defaultValue(RecordResource.PAGE), "How many a page has at most"),
                query("after", text(), "Where the page begins: as `next` of the page before it has it"),
                query("sort", choice("id", "-id").defaultValue("id"), "By id, or the other way round"),
                several(query("id", array(uuid()), "These records; up to a hundred")),
                query("sourceUrl", text(), "What cites the source of that address"),
                query("updatedAfter", text().format("date-time"),
                        "What was recorded since, in the order of its recording; before knownAt"),
                query("includeHistory", truth().defaultValue(false), "Every version, whether it is still known or not"),
                several(query("fields", array(text()), "The members that the answer has beside the id; all by default")),
                query("format", text(), "The last word of the answer's media type, such as csv; goes before Accept"));
    }

    /** What the import of every collection takes beside the format. */
    private static List<Parameter> ofImports() {
        return List.of(
                query("mode", model(Schemas.value(ImportMode.class)).defaultValue(Json.name(ImportMode.LENIENT)),
                        "lenient: the good rows are recorded and the bad ones named; strict: all or none"),
                query("dryRun", truth().defaultValue(false), "Nothing is recorded; the report is what would come of it"),
                query("publishedOn", text().format("date"), "The day of the file; what its rows say holds from then on"),
                query("sourceTitle", text(), "The title of the source that the rows cite; the format's by default"),
                query("sourcePublisher", text(), "Its publisher; the format's by default"),
                query("sourceUrl", text(), "Its address"));
    }

    /** What the list of a collection takes. */
    private static void filters(OpenAPI api, Operation operation, RecordResource<?> resource) {
        for (var name : new TreeSet<>(resource.listParameters())) {
            operation.addParameter(api.getComponents().getParameters().containsKey(name)
                    ? ref(api, name)
                    : filter(name, resource));
        }
    }

    private static Parameter filter(String name, RecordResource<?> resource) {
        return switch (name) {
            case "confidence" -> query(name, model(Schemas.value(Confidence.class)), "What is recorded with this confidence");
            case "include" -> several(query(name, array(choice(resource.includedMembers().keySet().toArray())),
                    "Members that a page of JSON has beside the fields"));
            default -> {
                var type = resource.typeOf(name);
                var parameter = query(name, model(Schemas.value(type)), null);
                yield type.isArray() ? several(parameter.description("Any of these")) : parameter;
            }
        };
    }

    private static Parameter query(String name, Schema schema, String meaning) {
        return OASFactory.createParameter().name(name).in(Parameter.In.QUERY).description(meaning).schema(schema);
    }

    /** With commas between its values. */
    private static Parameter several(Parameter parameter) {
        return parameter.style(Parameter.Style.FORM).explode(false);
    }

    private static Parameter ref(OpenAPI api, String name) {
        if (!api.getComponents().getParameters().containsKey(name)) {
            throw new IllegalArgumentException("no parameter " + name + " is described");
        }
        return OASFactory.createParameter().ref(name);
    }

    private static void header(Operation operation, String name, String description) {
        operation.addParameter(OASFactory.createParameter().name(name).in(Parameter.In.HEADER).description(description)
                .schema(text()));
    }

    // --- Answers and bodies --------------------------------------------------------------------------------------------

    /** In JSON; what else the operation produces stays. */
    private static void answer(Operation operation, String status, Schema schema) {
        var content = content("application/json", schema);
        var produced = operation.getResponses().getAPIResponse(status);
        if (produced != null && produced.getContent() != null) {
            produced.getContent().getMediaTypes().keySet().stream().filter(type -> !content.hasMediaType(type))
                    .forEach(type -> content.addMediaType(type,
                            OASFactory.createMediaType().schema(type.endsWith("json") ? object() : text())));
        }
        operation.getResponses().addAPIResponse(status,
                OASFactory.createAPIResponse().description(switch (status) {
                    case "201" -> "Created";
                    case "202" -> "Accepted; the Location has its report";
                    default -> "OK";
                })
                        .content(content));
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

    private static Schema items(Schema each) {
        return object().addProperty("items", array(each));
    }

    private static Map<String, Schema> members(Map<String, Class<?>> types) {
        var members = new TreeMap<String, Schema>();
        types.forEach((name, type) -> members.put(name, model(Schemas.member(type))));
        return members;
    }

    /** The same, with more members beside. */
    private static Schema with(Schema schema, Map<String, Schema> members) {
        if (members.isEmpty()) {
            return schema;
        }
        var beside = object();
        members.forEach(beside::addProperty);
        return OASFactory.createSchema().addAllOf(schema).addAllOf(beside);
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

    private static Schema truth() {
        return OASFactory.createSchema().addType(Schema.SchemaType.BOOLEAN);
    }

    private static Schema uuid() {
        return text().format("uuid");
    }

    private static Schema choice(Object... values) {
        return text().enumeration(List.of(values));
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
