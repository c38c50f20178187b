package org.tamga.events.claim;

import java.util.Objects;
import java.util.OptionalInt;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.LanguageMap;
import org.tamga.events.statement.Occasion;
import org.tamga.record.Citation;
import org.tamga.record.Period;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A claim as schema.org's ClaimReview, which search engines and fact-checkers read: what was claimed, by whom, when and where
 * it can be read. It has a rating only where the claim has been assessed.
 */
final class ClaimReview {

    private static final int WORST = 1;
    private static final int BEST = 5;

    private ClaimReview() {
    }

    /**
     * @param address of the claim, an absolute one
     * @param occasion who said it where, or null where that is not recorded
     */
    static ObjectNode of(Period<Claim> claim, String address, Occasion occasion) {
        var content = claim.content();
        var review = JsonNodeFactory.instance.objectNode().put("@context", "https://schema.org").put("@type", "ClaimReview")
                .put("url", address).put("datePublished", claim.recordedAt().toString())
                .put("claimReviewed", content.text().in("en"));
        review.putObject("author").put("@type", "Organization").put("name", "Tamga");
        var item = review.putObject("itemReviewed").put("@type", "Claim").put("@id", "urn:uuid:" + claim.id());
        texts(item, content.text());
        put(item, "temporalCoverage", Objects.toString(content.aboutDate(), null));
        if (occasion != null) {
            author(item, occasion);
            // ISO 8601 by schema.org: an open interval or a season is none of its dates.
            put(item, "datePublished", occasion.saidOn() != null && occasion.saidOn().text().matches("[\\d-]{4,10}")
                    ? occasion.saidOn().text()
                    : null);
        }
        claim.sources().forEach(source -> item.withArray("appearance").add(appearance(source)));
        return review;
    }

    /**
     * Adds the verdict: a person's, where there is one, else that of the rules; nothing where there is neither.
     *
     * @param findings the latest of each, {@code human} and {@code automatic}
     */
    static void rate(ObjectNode review, JsonNode findings) {
        for (var method : new String[]{"human", "automatic"}) {
            var verdict = findings.path(method).path("verdict").textValue();
            if (verdict != null && !review.has("reviewRating")) {
                var rating = review.putObject("reviewRating").put("@type", "Rating").put("alternateName", verdict)
                        .put("worstRating", WORST).put("bestRating", BEST).put("ratingExplanation", method.equals("human")
                                ? "What a person finds"
                                : "What a comparison with the record gives");
                rating(verdict).ifPresent(value -> rating.put("ratingValue", value));
            }
        }
    }

    /** From false to true, as readers of ClaimReview take the numbers; none where the record says neither. */
    private static OptionalInt rating(String verdict) {
        return switch (Json.constant(Verdict.class, verdict)) {
            case CONSISTENT -> OptionalInt.of(BEST);
            case WITHIN_TOLERANCE -> OptionalInt.of(4);
            case DISPUTED -> OptionalInt.of(3);
            case UNDERSTATED, OVERSTATED -> OptionalInt.of(2);
            case NOT_COMPARABLE, NOT_INDEPENDENT, NO_DATA -> OptionalInt.empty();
        };
    }

    private static void author(ObjectNode item, Occasion occasion) {
        if (occasion.speaker() == null) {
            return;
        }
        var author = item.putObject("author").put("@type", occasion.office() == null ? "Thing" : "Person")
                .put("name", occasion.speaker().in("en"));
        if (occasion.office() != null) {
            author.put("jobTitle", occasion.office().in("en"));
        }
    }

    private static ObjectNode appearance(Citation source) {
        var work = JsonNodeFactory.instance.objectNode().put("@type", "CreativeWork").put("headline", source.title());
        put(work, "url", source.url());
        put(work, "datePublished", Objects.toString(source.publishedOn(), null));
        put(work, "inLanguage", source.language());
        work.putObject("publisher").put("@type", "Organization").put("name", source.publisher());
        put(work, "abstract", source.quote());
        return work;
    }

    private static void texts(ObjectNode item, LanguageMap text) {
        text.texts().forEach((language, words) -> item.withArray("text").addObject().put("@value", words).put("@language",
                language));
    }

    private static void put(ObjectNode node, String name, String value) {
        if (value != null) {
            node.put(name, value);
        }
    }
}
