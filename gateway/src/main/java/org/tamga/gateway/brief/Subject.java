package org.tamga.gateway.brief;

import jakarta.ws.rs.core.UriBuilder;

import org.tamga.gateway.pair.Pair;

import com.fasterxml.jackson.databind.JsonNode;

/** What a brief is about: two countries, a format of meetings, or one gathering. */
sealed interface Subject {

    /** Its part of the brief's address, escaped. */
    String address();

    /** Its name in the brief's language. */
    String title(Phrases phrases);

    /** Two countries, in either order. */
    record Countries(Pair pair) implements Subject {

        @Override
        public String address() {
            return pair.toString();
        }

        @Override
        public String title(Phrases phrases) {
            return phrases.of("brief.title", phrases.country(pair.first().code()), phrases.country(pair.second().code()));
        }
    }

    /** A format, as events-service gives it, such as C5+K. */
    record Format(JsonNode record) implements Subject {

        String code() {
            return record.path("code").asText();
        }

        @Override
        public String address() {
            return UriBuilder.fromPath("{code}").build(code()).toString();
        }

        @Override
        public String title(Phrases phrases) {
            var name = phrases.text(record.path("name"));
            return name == null || name.equals(code()) ? code() : Phrases.joined(" · ", code(), name);
        }
    }

    /** A gathering, as events-service gives it. */
    record Gathering(JsonNode record) implements Subject {

        String id() {
            return record.path("id").asText();
        }

        @Override
        public String address() {
            return id();
        }

        @Override
        public String title(Phrases phrases) {
            return phrases.text(record.path("title"));
        }
    }
}
