package org.tamga.gateway.measure;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.curve.Curve;
import org.tamga.gateway.page.Messages;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A measure over the days and over what was known of it, for a page.
 *
 * @param name with its dimensions
 * @param href its own page
 * @param picture null where no value is recorded
 * @param rows the picture as a table
 * @param day in words: the day of which {@code known} tells the value
 * @param known what was known of that day when, the latest first
 */
public record MeasureView(String name, String href, Curve picture, List<Row> rows, String day, List<Known> known) {

    /** A stretch of days with its value, in words. */
    public record Row(String period, String value, String completeness) {}

    /** A value, and from which instant on it was known. */
    public record Known(String from, String value) {}

    /** Words that state a value of the measure: as they say it, and of which day. */
    public record Said(LocalDate day, BigDecimal value, String text) {}

    /**
     * @param announced the measure's announcements, the latest first
     * @param isWhole false where there may be earlier ones, of which nothing can be said
     */
    static MeasureView of(String name, String href, List<JsonNode> announced, boolean isWhole, Said said, LocalDate validAt,
            Messages words) {
        var phrases = new Phrases(words);
        var now = announced.isEmpty() ? List.<Curve.Step>of() : Curve.Step.of(announced.get(0));
        var former = announced.stream().skip(1).map(Curve.Step::of).filter(steps -> !steps.equals(now)).findFirst()
                .orElse(List.of());
        var unit = announced.isEmpty() ? null : announced.get(0).path("unit").asText(null);
        var rows = new ArrayList<Row>();
        for (int part = 0; part < now.size(); part++) {
            var step = now.get(part);
            rows.add(new Row(phrases.period(step.from(), step.to()), amount(step.value(), unit, phrases),
                    words.orElse("completeness." + announced.get(0).at("/series/" + part + "/completeness").asText(), "")));
        }
        var day = said == null ? validAt : said.day();
        var known = new ArrayList<Known>();
        announced.forEach(announcement -> {
            var value = amount(at(Curve.Step.of(announcement), day), unit, phrases);
            // What was announced earlier with the same value was known from then on.
            if (!known.isEmpty() && known.get(known.size() - 1).value().equals(value)) {
                known.remove(known.size() - 1);
            }
            known.add(new Known(phrases.instant(Instant.parse(announcement.path("recordedAt").asText())), value));
        });
        if (!isWhole && !known.isEmpty()) {
            var first = known.remove(known.size() - 1);
            known.add(new Known(words.filled("measure.or-earlier", first.from()), first.value()));
        }
        return new MeasureView(name, href,
                Curve.of(now, former, said == null ? null : new Curve.Said(said.day(), said.value(), said.text()),
                        LocalDate.now(), value -> phrases.amount(value, null)).orElse(null),
                rows, phrases.day(day), known);
    }

    private static BigDecimal at(List<Curve.Step> steps, LocalDate day) {
        return steps.stream().filter(step -> (step.from() == null || !day.isBefore(step.from()))
                && (step.to() == null || day.isBefore(step.to()))).findFirst().map(Curve.Step::value).orElse(null);
    }

    private static String amount(BigDecimal value, String unit, Phrases phrases) {
        return value == null ? phrases.of("brief.not-recorded") : phrases.amount(value, unit);
    }
}
