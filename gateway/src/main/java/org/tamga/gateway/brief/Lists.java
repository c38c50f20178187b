package org.tamga.gateway.brief;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Edtf;
import org.tamga.gateway.service.ServiceFailure;
import org.tamga.gateway.service.Services;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;

/** Reads the services' lists and answers for a brief. */
@Singleton
class Lists {

    /** A brief is read by somebody who waits; what takes longer than this is missing from it. */
    private static final Duration LIMIT = Duration.ofSeconds(4);
    /** As many as a page of a list may have. */
    static final int ALL = 500;

    private final Services services;

    Lists(Services services) {
        this.services = services;
    }

    /** The domains that there are services of. */
    List<String> domains() {
        return services.domains();
    }

    /** An answer; empty where the service has nothing under that address. */
    Future<Optional<JsonNode>> answer(String domain, String address) {
        return services.read(domain, address, LIMIT);
    }

    /**
     * The facts of a list.
     *
     * @param address path and filters; the times and the limit are added
     * @param most how many are shown; where there are more, a last fact says so and leads to them
     * @param finding makes a fact of an item
     */
    Future<List<Finding>> findings(Question question, String domain, String address, int most,
            Function<JsonNode, Finding> finding) {
        return items(question, domain, address, most).map(list -> findings(question, address, list, finding));
    }

    /** The same for a list that has been read. */
    static List<Finding> findings(Question question, String address, JsonNode list, Function<JsonNode, Finding> finding) {
        var findings = new ArrayList<Finding>();
        list.path("items").forEach(item -> findings.add(finding.apply(item)));
        if (list.path("next").isTextual()) {
            findings.add(Finding.computed(address, "more", question.words().of("brief.more"), null,
                    address + "&" + question.times()));
        }
        return findings;
    }

    /** Figures of the same together, the latest first; what is no figure comes last. */
    static List<Finding> byLabelAndDate(List<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparing(Finding::label, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(finding -> lastDay(finding.date()), Comparator.reverseOrder()))
                .toList();
    }

    /** For sorting: the last day that a date can mean; what has none comes before all others. */
    static String lastDay(String edtf) {
        try {
            var last = edtf == null ? null : new Edtf(edtf).latest();
            return last == null ? "" : last.toString();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** A page of a list as it was answered. */
    Future<JsonNode> items(Question question, String domain, String address, int most) {
        return answer(domain, address + "&limit=" + most + "&" + question.times())
                .map(list -> list.orElseThrow(() -> ServiceFailure.broken(domain, "has no such list yet")));
    }

    /** Parameters of an address, escaped. */
    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
