package org.tamga.gateway.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.tamga.commons.problem.Problem;
import org.tamga.gateway.brief.Brief;
import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.page.Messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A record as its page shows it.
 *
 * @param kind what it is, in words
 * @param isThere false where nothing of it held or was known then; the history says when
 * @param period when it holds, in words
 * @param confidence how sure it is, or null
 * @param note or null
 * @param withdrawal where it was withdrawn for that day: when and why; else null
 * @param compared how the record finds what it says, for a claim that was assessed; else null
 * @param recorded when and by whom, in words
 * @param json its address in the API
 * @param list the page of its collection
 * @param edit the page of its form, or null
 * @param withdraw the page to withdraw it, or null
 * @param within what belongs to it
 */
public record RecordView(String kind, String title, boolean isThere, String period, String confidence, String note,
        Withdrawal withdrawal, Compared compared, String recorded, List<Field> fields, List<Source> sources, List<Step> history,
        String json,
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
     * That it never held.
     *
     * @param at in words
     * @param because as whoever withdrew it says it
     */
    public record Withdrawal(String at, String because) {}

    /**
     * Words beside the record.
     *
     * @param said a figure, or null
     * @param observed what the record has, in words; null where it has nothing
     * @param verdicts a person's before the computed one: neither replaces the other
     */
    public record Compared(String said, String observed, List<Verdict> verdicts) {}

    /**
     * How the words were found to stand to the record.
     *
     * @param code as the record has it
     * @param method who found it, in words
     */
    public record Verdict(String code, String name, String method, String explanation) {}

    /**
     * @param record null where nothing holds or was known then
     * @param absence the problem that says why there is no record, or null
     * @param asOf of which the page is
     */
    static RecordView of(Catalog.Place place, JsonNode record, Problem absence, JsonNode history, Fields fields, AsOf asOf,
            Messages words, List<RecordPages.Entry> within) {
        var phrases = new Phrases(words);
        var shown = record != null ? record : history.get(0);
        var steps = new ArrayList<Step>();
        if (history != null) {
            history.forEach(step -> steps.add(step(step, asOf, fields, words, phrases)));
        }
        var own = shown.deepCopy();
        if (own instanceof ObjectNode object) {
            // It has a place of its own on the page.
            object.remove("assessment");
            if (place.collection().isNested()) {
                object.remove("parentId");
            }
        }
        return new RecordView(RecordPages.name(words, place.collection()), fields.title(shown, asOf.day()), record != null,
                period(shown, phrases), confidence(shown, phrases), shown.path("note").asText(null),
                withdrawal(absence, phrases), compared(shown, phrases), recorded(shown, words, phrases),
                record == null ? List.of() : fields.of(own),
                record == null ? List.of() : sources(record, phrases), steps, place.api(), place.list(),
                form("/edit", place), form("/withdraw", place), within);
    }

    private static Withdrawal withdrawal(Problem absence, Phrases phrases) {
        return absence != null && absence.more().get("retraction") instanceof JsonNode retraction
                ? new Withdrawal(phrases.instant(Instant.parse(retraction.path("at").asText())),
                        retraction.path("because").asText())
                : null;
    }

    private static String form(String form, Catalog.Place place) {
        return place.collection().isWritable()
                ? form + place.list().substring("/records".length()) + "/" + place.id()
                : null;
    }

    private static Compared compared(JsonNode claim, Phrases phrases) {
        var assessments = Stream.of("human", "automatic").map(method -> claim.path("assessment").path(method))
                .filter(JsonNode::isObject).toList();
        if (assessments.isEmpty()) {
            return null;
        }
        // A person does not always say what the record has.
        var observed = assessments.stream().map(assessment -> assessment.path("observed"))
                .filter(each -> each.path("value").isNumber()).findFirst()
                .map(each -> phrases.amount(each.path("value").decimalValue(), each.path("unit").asText(null))).orElse(null);
        return new Compared(quantity(claim.path("quantity"), phrases), observed,
                assessments.stream().map(assessment -> verdict(assessment, phrases)).toList());
    }

    private static Verdict verdict(JsonNode assessment, Phrases phrases) {
        var code = assessment.path("verdict").asText();
        return new Verdict(code, phrases.named("verdict", code), phrases.named("method", assessment.path("method").asText()),
                phrases.text(assessment.path("explanation")));
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
