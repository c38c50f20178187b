package org.tamga.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

class ApiCompatibilityTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORMER = """
                                         {"openapi": "3.1.0", "paths": {
                                           "/companies": {
                                             "get": {
                                               "parameters": [
                                                 {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 500}},
                                                 {"$ref": "#/components/parameters/validAt"}],
                                               "responses": {"200": {"content": {
                                                 "application/json": {"schema": {"type": "array", "items": {
                                                   "$ref": "#/components/schemas/Company"}}},
                                                 "text/csv": {}}}}},
                                             "post": {
                                               "requestBody": {"content": {
                                                 "application/json": {"schema": {"$ref": "#/components/schemas/CompanyWrite"}}}},
                                               "responses": {"201": {"headers": {"ETag": {}}, "content": {
                                                 "application/json": {"schema": {"$ref": "#/components/schemas/Company"}}}}}}}},
                                          "components": {
                                            "parameters": {"validAt": {"name": "validAt", "in": "query", "schema": {"type": "string"}}},
                                            "schemas": {
                                              "Company": {"type": "object", "required": ["id"], "properties": {
                                                "id": {"type": "string", "format": "uuid"},
                                                "status": {"$ref": "#/components/schemas/Status"},
                                                "parent": {"$ref": "#/components/schemas/Company"},
                                                "closedOn": {"type": ["string", "null"]}}},
                                              "CompanyWrite": {"type": "object", "required": ["name"], "properties": {
                                                "name": {"type": "string"},
                                                "size": {"type": ["integer", "null"]},
                                                "status": {"$ref": "#/components/schemas/Status"}}},
                                              "Status": {"type": "string", "enum": ["open", "closed"]}}}}""";
    private static final String GET = "/paths/~1companies/get";
    private static final String POST = "/paths/~1companies/post";
    private static final String COMPANY = "/components/schemas/Company";
    private static final String WRITE = "/components/schemas/CompanyWrite";

    @Test
    void an_API_may_grow_and_ask_for_less() throws IOException {
        assertBroken("/paths", "'/companies/{id}': {'get': {'responses': {'200': {}}}}");
        assertBroken("/components/parameters/validAt", "'description': 'A day'");
        assertBroken(GET + "/responses/200/content", "'application/x-ndjson': {}");
        assertBroken(GET + "/parameters/0/schema", "'type': ['integer', 'string']");
        assertBroken(POST + "/requestBody/content", "'text/csv': {}");
        assertBroken(COMPANY, "'required': ['id', 'status']");
        assertBroken(COMPANY + "/properties", "'seat': {'type': 'string'}");
        assertBroken(COMPANY + "/properties/closedOn", "'type': 'string'");
        assertBroken(WRITE, "'required': []");
        assertBroken(WRITE + "/properties", "'seat': {'type': 'string'}");
    }

    @Test
    void what_is_called_may_not_go() throws IOException {
        assertBroken("", "'paths': {}", "GET /companies is gone", "POST /companies is gone");
        assertBroken("/paths", "'/companies': {'get': {'responses': {}}}", "GET /companies query limit is gone",
                "GET /companies query validAt is gone", "GET /companies 200 is gone", "POST /companies is gone");
    }

    @Test
    void what_is_answered_may_not_go_or_change() throws IOException {
        assertBroken(GET + "/responses/200", "'content': {'application/json': {'schema': {'type': 'object'}}}",
                "GET /companies 200 application/json has the type \"object\", and had \"array\"",
                "GET /companies 200 application/json/items is not said any more",
                "GET /companies 200 text/csv is gone");
        assertBroken(POST + "/responses/201", "'headers': {}", "POST /companies 201 ETag is gone");
        assertBroken(COMPANY, "'required': []", COMPANY + "/properties/id is not required any more");
        assertBroken(COMPANY + "/properties/closedOn", "'type': ['integer', 'null']",
                COMPANY + "/properties/closedOn has the type [\"integer\",\"null\"], and had [\"string\",\"null\"]");
        assertBroken(COMPANY, "'properties': {'id': {'type': 'string', 'format': 'uuid'}}",
                COMPANY + "/properties/status is gone",
                COMPANY + "/properties/parent is gone", COMPANY + "/properties/closedOn is gone");
    }

    @Test
    void no_more_may_be_asked_for() throws IOException {
        assertBroken(GET, "'security': [{'token': []}]", "GET /companies needs a token now");
        assertBroken("/components/parameters/validAt", "'required': true", "GET /companies query validAt is required now");
        assertBroken(GET + "/parameters/0/schema", "'maximum': 100", "GET /companies query limit has 100 for the maximum 500");
        assertBroken(POST, "'parameters': [{'name': 'If-Match', 'in': 'header', 'required': true}]",
                "POST /companies header If-Match is required now");
        assertBroken(POST + "/requestBody", "'required': true", "POST /companies needs a body now");
        assertBroken(POST + "/requestBody", "'content': {'text/csv': {}}", "POST /companies body application/json is gone");
        assertBroken(WRITE, "'required': ['name', 'size']", WRITE + "/properties/size is required now");
        assertBroken(WRITE + "/properties/size", "'type': 'integer'",
                WRITE + "/properties/size has the type \"integer\", and had [\"integer\",\"null\"]");
        assertBroken(WRITE + "/properties/name", "'maxLength': 20", WRITE + "/properties/name has 20 for the maxLength ");
        assertBroken(WRITE, "'properties': {'name': {'type': 'string'}, 'size': {'type': ['integer', 'null']}}",
                WRITE + "/properties/status is gone");
    }

    @Test
    void values_may_neither_come_where_they_are_read_nor_go_where_they_are_written() throws IOException {
        assertBroken("/components/schemas/Status", "'enum': ['open', 'closed', 'lost']",
                "/components/schemas/Status has values beside [\"open\",\"closed\"]");
        assertBroken("/components/schemas/Status", "'enum': ['open']", "/components/schemas/Status takes [\"open\"] alone");
    }

    private static void assertBroken(String place, String members, String... broken) throws IOException {
        var newer = JSON.readTree(FORMER);
        ((ObjectNode) newer.at(place)).setAll((ObjectNode) JSON.readTree("{" + members.replace('\'', '"') + "}"));
        assertEquals(List.of(broken), ApiCompatibility.broken(former(), newer));
    }

    private static JsonNode former() throws IOException {
        return JSON.readTree(FORMER);
    }
}
