package org.tamga.record.imports;

import java.io.IOException;
import java.io.InputStream;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.record.Records;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;

/** A format of files that are one JSON document, read element by element of its arrays: only an element has to fit in memory. */
public abstract class JsonDocument<C extends Record> extends FileFormat<C> {

    /** Bytes of one element; what a change may have to be announced is not much more. In memory it may be thirty times that. */
    protected static final long LARGEST = 1 << 20;

    /** What comes after an element is the next one. */
    private static final ObjectReader READER = Json.mapper().readerFor(JsonNode.class)
            .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** @param mediaTypes beside {@code application/json} */
    protected JsonDocument(String name, Records<C> records, String title, String publisher, String... mediaTypes) {
        super(name, records, title, publisher, withJson(mediaTypes));
    }

    private static String[] withJson(String... others) {
        var all = java.util.Arrays.copyOf(others, others.length + 1);
        all[others.length] = "application/json";
        return all;
    }

    /** Takes an element. */
    @FunctionalInterface
    public interface Sink {

        /** @param bytes as long as it is in the file */
        void accept(Place place, JsonNode element, long bytes) throws IOException;
    }

    /** A parser before the first token; to be closed, which does not close the content. */
    protected static JsonParser parser(InputStream content) throws IOException {
        return new Bounded(READER.createParser(content).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE));
    }

    /** Hands over each element of the array at whose beginning the parser is. */
    protected static void elements(JsonParser array, String pointer, Sink sink) throws IOException {
        for (int i = 0; array.nextToken() != JsonToken.END_ARRAY; i++) {
            var begin = array.currentLocation().getByteOffset();
            var element = value(array);
            sink.accept(Place.pointer(pointer + "/" + i), element, array.currentLocation().getByteOffset() - begin);
        }
    }

    /** The whole value at whose first token the parser is. Throws a 422 {@link Problem} for one that is too large. */
    protected static JsonNode value(JsonParser parser) throws IOException {
        ((Bounded) parser).begin();
        return READER.readValue(parser);
    }

    /** Refuses a value that does not come to its end. */
    private static final class Bounded extends JsonParserDelegate {

        private long last;

        Bounded(JsonParser parser) {
            super(parser);
        }

        void begin() {
            last = currentLocation().getByteOffset() + LARGEST;
        }

        @Override
        public JsonToken nextToken() throws IOException {
            var token = super.nextToken();
            if (last > 0 && currentLocation().getByteOffset() > last) {
                throw Problem.brokenRule("",
                        "The file has an element of more than " + LARGEST + " bytes, which ends after line "
                                + currentLocation().getLineNr() + ".");
            }
            return token;
        }
    }
}
