package org.tamga.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Citations for what tests write. */
public final class Citations {

    /** A citation as JSON. */
    public static final String ANY = "{\"type\": \"dataset\", \"title\": \"Test data\", \"publisher\": \"Tamga's tests\"}";

    private Citations() {
    }

    static JsonNode any() {
        try {
            return new ObjectMapper().readTree(ANY);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
