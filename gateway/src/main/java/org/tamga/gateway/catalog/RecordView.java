package org.tamga.gateway.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.tamga.gateway.brief.Brief;
import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.page.Messages;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A record as its page shows it.
 *
 * @param kind what it is, in words
 * @param isThere false where nothing of it held or was known then; the history says when
 * @param period when it holds, in words
 * @param confidence how sure it is, or null
 * @param note or null
 * @param verdict how the record finds what it says, for a claim that was assessed; else null
 * @param recorded when and by whom, in words
 * @param json its address in the API
 * @param list the page of its collection
 * @param edit the page of its form, or null
 * @param withdraw the page to withdraw it, or null
 * @param within what belongs to it
 */
public record RecordView(String kind, String title, boolean isThere, String period, String confidence, String note,
        Verdict verdict, String recorded, List<Field> fields, List<Source> sources, List<Step> history, String json,
        String list,
        String edit, String withdraw, List<RecordPages.Entry> within) {

    /** A citation. */
    public record Source(String title, String href, String about, String quote, String lang, String locator) {}

    /**
     * A version in the history.
     *
     * @param asOf a day on which it held, the page's own if it is one, and the instant from which it was known
     * @param until when it was replaced, in words; null for what stands
     */
    public record Step(AsOf asOf, String recorded, String until, String period, String reason, String by, List<String> changed,
            String note) {}

    /**
     * Words beside the record.
     *
     * @param code the verdict as the record has it
     * @param observed what the record has, in words; null where it has nothing
     */
    public record Verdict(String code, String name, String said, String observed, String explanation, String evidence,
            String chart) {}

    /** @param asOf of which the page is */
    static RecordView of(Catalog.Place place, JsonNode record, JsonNode history, Fields fields, AsOf asOf, Messages words,
            List<RecordPages.Entry> within) {
        var phrases = new Phrases(words);
        var shown = record != null ? record : history.get(0);
        var steps = new ArrayList<Step>();
        if (history != null) {
            history.forEach(step -> steps.add(step(step, asOf, fields, words, phrases)));
        }
        var own = shown.deepCopy();
        if (own instanceof com.fasterxml.jackson.databind.node.ObjectNode object) {
            // It has a place of its own on the page.
            object.remove("assessment");
        }
        return new RecordView(RecordPages.name(words, place.collection()), Fields.title(shown, asOf.day(), phrases),
                record != null,
                period(shown, phrases), confidence(shown, phrases), shown.path("note").asText(null),
                verdict(shown, words, phrases), recorded(shown, words, phrases), record == null ? List.of() : fields.of(own),
                record == null ? List.of() : sources(record, phrases), steps, place.api(), place.list(),
                form("/edit", place), form("/withdraw", place), within);
    }

    private static String form(String form, Catalog.Place place) {
        return place.collection().isWritable()
                ? form + place.list().substring("/records".length()) + "/" + place.id()
                : null;
    }

    private static Verdict verdict(JsonNode claim, Messages words, Phrases phrases) {
        var human = claim.at("/assessment/human");
        var found = human.isObject() ? human : claim.at("/assessment/automatic");
        if (!found.isObject()) {
            return null;
        }
        var code = found.path("verdict").asText();
        var observed = found.path("observed");
        return new Verdict(code, phrases.named("verdict", code), quantity(claim.path("quantity"), phrases),
                observed.path("value").isNumber()
                        ? phrases.amount(observed.path("value").decimalValue(), observed.path("unit").asText(null))
                        : null,
                phrases.text(found.path("explanation")), found.path("evidence").asText(null), null);
    }

    private static String quantity(JsonNode quantity, Phrases phrases) {
        return quantity.path("value").isNumber()
                ? phrases.quantity(new Brief.Quantity(quantity.path("relation").asText("exactly"),
                        quantity.path("value").decimalValue(), quantity.path("unit").asText(null)))
                : null;
    }

    private static String confidence(JsonNode item, Phrases phrases) {
        return item.path("confidence").isTextual() ? phrases.named("confidence", item.path("confidence").asText()) : null;
    }

    private static String period(JsonNode item, Phrases phrases) {
        return phrases.period(day(item.path("validFrom")), day(item.path("validTo")));
    }

    private static LocalDate day(JsonNode bound) {
        return bound.isTextual() ? LocalDate.parse(bound.textValue()) : null;
    }

    private static String recorded(JsonNode item, Messages words, Phrases phrases) {
        return words.filled("record.recorded", phrases.instant(Instant.parse(item.path("recordedAt").asText())),
                item.path("recordedBy").asText("…"), item.path("version").asText());
    }

    private static Step step(JsonNode item, AsOf asOf, Fields fields, Messages words, Phrases phrases) {
        var changed = new ArrayList<String>();
        item.path("changed").forEach(name -> changed.add(fields.label(name.asText())));
        var until = item.path("supersededAt").asText(null);
        var day = within(asOf.day(), day(item.path("validFrom")), day(item.path("validTo")));
        return new Step(new AsOf(day.equals(asOf.day()) ? asOf.validAt() : day.toString(), item.path("recordedAt").asText()),
                phrases.instant(Instant.parse(item.path("recordedAt").asText())),
                until == null ? null : phrases.instant(Instant.parse(until)), period(item, phrases),
                words.orElse("reason." + item.path("reason").asText(), item.path("reason").asText()),
                item.path("recordedBy").asText(null), changed, item.path("note").asText(null));
    }

    /** The day itself, if it is in the period from one to before the other (null is open), else the nearest that is. */
    private static LocalDate within(LocalDate day, LocalDate from, LocalDate to) {
        return from != null && day.isBefore(from) ? from : to != null && !day.isBefore(to) ? to.minusDays(1) : day;
    }

    private static List<Source> sources(JsonNode item, Phrases phrases) {
        var sources = new ArrayList<Source>();
        item.path("sources").forEach(source -> {
            var href = source.path("url").asText("");
            var about = new ArrayList<String>();
            about.add(source.path("publisher").asText(""));
            about.add(source.hasNonNull("publishedOn") ? phrases.date(source.path("publishedOn").asText()) : "");
            about.add(source.path("relayedFrom").asText(""));
            about.removeIf(String::isEmpty);
            sources.add(new Source(source.path("title").asText(),
                    href.startsWith("https://") || href.startsWith("http://") ? href : null, String.join(", ", about),
                    source.path("quote").asText(null), source.path("language").asText(null),
                    source.path("locator").asText(null)));
        });
        return sources;
    }
}
