package org.tamga.gateway.capital;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.page.Messages;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Whose capital works in a company, for its page: the picture, and the same as a list.
 *
 * @param unknown the part that is nobody's, or null where there is none
 * @param remarks what contradicts itself in the record
 */
public record CapitalView(Chain picture, List<Country> countries, String unknown, List<String> remarks) {

    /** A country's share, the part of it that counts by seat, or null, and the ways by which it comes. */
    public record Country(String name, String share, String bySeat, List<List<Step>> paths, boolean morePaths) {}

    /** An owner in a chain, with what it has in the one before. */
    public record Step(String text, String href, String share) {}

    /**
     * Makes it of an answer of {@code companies/{id}/capital-origin}.
     *
     * @param name the company's
     * @param times the pair of times as parameters of an address, each with an ampersand before it
     * @return null where no owner is recorded
     */
    public static CapitalView of(JsonNode origin, String name, String times, Messages words) {
        if (origin.path("origins").isEmpty()) {
            return null;
        }
        var phrases = new Phrases(words);
        var drawing = new Chain.Words() {

            @Override
            public String country(String code) {
                return phrases.country(code);
            }

            @Override
            public String share(JsonNode bounds) {
                return CapitalView.share(bounds, phrases);
            }

            @Override
            public String unknown() {
                return words.of("capital.unknown");
            }

            @Override
            public String href(String companyId) {
                return "/records/trade/companies/" + companyId + "?lang=" + words.language() + times;
            }
        };
        var countries = new ArrayList<Country>();
        origin.path("origins").forEach(each -> countries.add(new Country(phrases.country(each.path("country").asText()),
                drawing.share(each.path("share")),
                each.path("bySeat").path("max").asDouble() > 0 ? drawing.share(each.path("bySeat")) : null,
                StreamSupport.stream(each.path("paths").spliterator(), false)
                        .map(path -> StreamSupport.stream(path.path("steps").spliterator(), false)
                                .map(step -> step(step, drawing)).toList())
                        .toList(),
                each.path("morePaths").asBoolean())));
        var remarks = new ArrayList<String>();
        origin.path("cycles").forEach(cycle -> remarks.add(words.filled("capital.cycle", names(cycle))));
        if (!origin.path("overstated").isEmpty()) {
            remarks.add(words.filled("capital.overstated", names(origin.path("overstated"))));
        }
        var unknown = origin.path("unknown");
        return new CapitalView(Chain.of(origin, name, drawing), countries,
                unknown.path("max").asDouble() > 0 ? drawing.share(unknown) : null, remarks);
    }

    private static Step step(JsonNode step, Chain.Words words) {
        var country = step.path("country").asText(null);
        var company = step.path("companyId").asText(null);
        return new Step(step.path("name").asText("…") + (country == null ? "" : " (" + words.country(country) + ")"),
                company == null ? null : words.href(company), words.share(step.path("share")));
    }

    private static String share(JsonNode bounds, Phrases phrases) {
        var least = bounds.path("min").decimalValue();
        var most = bounds.path("max").decimalValue();
        return phrases.of("capital.share", least.compareTo(most) == 0
                ? phrases.amount(least, null)
                : phrases.amount(least, null) + "–" + phrases.amount(most, null));
    }

    private static String names(JsonNode companies) {
        return String.join(", ",
                StreamSupport.stream(companies.spliterator(), false).map(each -> each.path("name").asText()).toList());
    }
}
