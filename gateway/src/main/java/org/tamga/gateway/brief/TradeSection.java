package org.tamga.gateway.brief;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;

/** Companies of either country with capital from the other, agreements, and what was published of their trade. */
@Singleton
class TradeSection {

    static final String DOMAIN = "trade";

    /** A brief names a few; the register has them all. */
    private static final int NAMED = 10;

    /** Kinds of published figures in the order in which a brief has them; others come first. */
    private static final List<String> FIGURES = List.of("companies", "turnover", "exports", "imports", "fdi-inflow",
            "fdi-stock");

    /** Of goods: a re-export is neither made nor used here. */
    private static final List<String> FLOWS = List.of("export", "import");

    private static final String FIGURES_OF = "/api/trade/published-figures";
    private static final String FLOWS_OF = "/api/trade/flows";

    private final Lists lists;

    TradeSection(Lists lists) {
        this.lists = lists;
    }

    /** The measures that every brief reads, both ways. */
    static List<Readings.Wanted> measures(Question question) {
        var first = question.pair().first().code();
        var second = question.pair().second().code();
        return List.of(Readings.Wanted.of("trade.companies.foreign-capital", "reporter", first, "partner", second),
                Readings.Wanted.of("trade.companies.foreign-capital", "reporter", second, "partner", first),
                Readings.Wanted.of("trade.agreements.in-force", "reporter", first, "partner", second));
    }

    /** Operating companies of one country in which somebody of the other holds a share, as the measure counts them. */
    Future<List<Finding>> companies(Question question, String country, String capitalFrom) {
        return lists.findings(question, DOMAIN,
                "/api/trade/companies?country=" + country + "&capitalFrom=" + capitalFrom + "&operating=true",
                "names,entityType,seat,foundedOn,confidence,sources", NAMED,
                item -> company(question, item, country, capitalFrom));
    }

    /** Agreements between the two countries or their bodies, or those that were signed at the gathering. */
    Future<List<Finding>> agreements(Question question) {
        var filter = question.subject() instanceof Subject.Gathering gathering
                ? "gatheringId=" + gathering.id()
                : "country=" + String.join(",", question.pair().codes());
        var phrases = new Phrases(question.words());
        return lists.findings(question, DOMAIN, "/api/trade/agreements?" + filter,
                "title,kind,parties,status,signedOn,confidence,sources", Lists.ALL, item -> agreement(phrases, item));
    }

    private static Finding agreement(Phrases phrases, JsonNode item) {
        var parties = new ArrayList<String>();
        item.path("parties").forEach(party -> parties.add(phrases.party(party)));
        var title = phrases.text(item.path("title"));
        var details = Phrases.joined("; ", phrases.word("agreement-kind", item.path("kind")),
                title == null ? null : String.join(", ", parties), phrases.word("agreement-status", item.path("status")));
        return Finding.of(item, "agreement",
                phrases.of("brief.with-details", title == null ? String.join(", ", parties) : title, details),
                item.path("signedOn").asText(null));
    }

    /** Figures that either country, or somebody in it, has published of the other: those of a kind together, the latest first. */
    Future<List<Finding>> figures(Question question) {
        return lists.bothWays(question, DOMAIN, FIGURES_OF
                + "?fields=reporter,partner,kind,region,value,relation,unit,period,publisher,confidence,sources", "reporter",
                "partner").map(pages -> Lists.eachWay(question, pages, (way, page) -> figures(question, way, page)));
    }

    private static Stream<Finding> figures(Question question, Lists.Way way, JsonNode page) {
        var phrases = new Phrases(question.words());
        var labels = FIGURES.stream().map(kind -> label(phrases, kind, way.from(), way.to())).toList();
        return Lists.byLabelAndDate(Lists.findings(question,
                FIGURES_OF + "?reporter=" + way.from() + "&partner=" + way.to(), page,
                item -> figure(phrases, item, way.from(), way.to()))).stream()
                .sorted(Comparator.comparingInt(finding -> finding.label() == null
                        ? labels.size()
                        : labels.stream().map(finding.label()::startsWith).toList().indexOf(true)));
    }

    private static String label(Phrases phrases, String kind, String reporter, String partner) {
        return phrases.of("brief.pair", phrases.named("figure", kind), phrases.country(reporter), phrases.country(partner));
    }

    private static Finding figure(Phrases phrases, JsonNode item, String reporter, String partner) {
        var figure = Brief.Quantity.of(item, item.path("unit").asText(null));
        // A region's number is not the country's.
        var label = Phrases.joined("; ", label(phrases, item.path("kind").asText(), reporter, partner),
                item.path("region").asText(null));
        return Finding.of(item, "published-figure",
                phrases.of("brief.figure", label, phrases.quantity(figure)), item.path("period").asText(null))
                .saidBy(item.path("publisher").asText(null)).withFigure(label, figure);
    }

    /** What each country's customs report of goods that go to the other and come from it: of each way the latest year. */
    Future<List<Finding>> flows(Question question) {
        return lists.bothWays(question, DOMAIN, FLOWS_OF
                + "?hs=TOTAL&frequency=A&vintage=latest&fields=reporter,partner,flow,period,valueUsd,basis,confidence,sources",
                "reporter", "partner").map(pages -> Lists.eachWay(question, pages, (way, page) -> flows(question, way, page)));
    }

    private static Stream<Finding> flows(Question question, Lists.Way way, JsonNode page) {
        var phrases = new Phrases(question.words());
        var address = FLOWS_OF + "?reporter=" + way.from() + "&partner=" + way.to() + "&hs=TOTAL&frequency=A&vintage=latest";
        return FLOWS.stream().flatMap(flow -> flows(question, phrases, address + "&flow=" + flow, page, flow,
                phrases.of("brief.goods", phrases.named("figure", flow + "s"), phrases.country(way.from()),
                        phrases.country(way.to()))));
    }

    /** Editions of the nomenclature may give one year twice, and then both stand. */
    private static Stream<Finding> flows(Question question, Phrases phrases, String address, JsonNode list, String way,
            String label) {
        var ofWay = StreamSupport.stream(list.path("items").spliterator(), false)
                .filter(item -> item.path("flow").asText().equals(way) && item.path("valueUsd").isNumber()).toList();
        var latest = ofWay.stream().map(item -> item.path("period").asText()).max(Comparator.naturalOrder());
        if (latest.isEmpty()) {
            return Stream.of(Finding.computed(address, "flow",
                    phrases.of("brief.reading", label, phrases.of("brief.not-recorded")), null,
                    address + "&" + question.times()).withFigure(label, null));
        }
        return ofWay.stream().filter(item -> item.path("period").asText().equals(latest.get())).map(item -> {
            var figure = Brief.Quantity.exactly(item.path("valueUsd").decimalValue(), "USD");
            var of = Phrases.joined("; ", label, item.path("basis").asText(null));
            return Finding.of(item, "flow", phrases.of("brief.figure", of, phrases.quantity(figure)), latest.get())
                    .withFigure(of, figure);
        });
    }

    private static Finding company(Question question, JsonNode item, String country, String capitalFrom) {
        var phrases = new Phrases(question.words());
        var details = Phrases.joined(", ", phrases.word("entity-type", item.path("entityType")),
                item.at("/seat/city").asText(null));
        return Finding.of(item, "company", phrases.of("brief.company",
                Objects.requireNonNullElse(phrases.name(item.path("names"), question.validAt()), "…"), details,
                phrases.country(country), phrases.country(capitalFrom)), item.path("foundedOn").asText(null));
    }
}
