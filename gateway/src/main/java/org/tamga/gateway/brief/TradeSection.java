package org.tamga.gateway.brief;

import java.util.List;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;

/** Companies of either country with capital from the other. */
@Singleton
class TradeSection {

    static final String DOMAIN = "trade";

    /** A brief names a few; the register has them all. */
    private static final int NAMED = 10;

    private final Lists lists;

    TradeSection(Lists lists) {
        this.lists = lists;
    }

    /** The measures that every brief reads, both ways. */
    static List<Readings.Wanted> measures(Question question) {
        var first = question.pair().first().code();
        var second = question.pair().second().code();
        return List.of(Readings.Wanted.of("trade.companies.foreign-capital", "reporter", first, "partner", second),
                Readings.Wanted.of("trade.companies.foreign-capital", "reporter", second, "partner", first));
    }

    /** Companies of one country in which somebody of the other holds a share. */
    Future<List<Finding>> companies(Question question, String country, String capitalFrom) {
        var phrases = new Phrases(question.words());
        return lists.findings(question, DOMAIN, "/api/trade/companies?country=" + country + "&capitalFrom=" + capitalFrom,
                NAMED,
                item -> company(phrases, item, country, capitalFrom));
    }

    private static Finding company(Phrases phrases, JsonNode item, String country, String capitalFrom) {
        var details = Phrases.joined(", ", phrases.word("entity-type", item.path("entityType")),
                item.at("/seat/city").asText(null));
        return Finding.of(item, "company", phrases.of("brief.company", item.at("/names/0/text").asText(), details,
                phrases.country(country), phrases.country(capitalFrom)), item.path("foundedOn").asText(null));
    }
}
