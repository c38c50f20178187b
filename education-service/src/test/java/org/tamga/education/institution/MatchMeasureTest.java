package org.tamga.education.institution;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.tamga.education.Api.take;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.tamga.education.EducationTest;
import org.tamga.record.imports.Row;
import org.tamga.testing.Citations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * How well matching does on two real lists of the same institutions, each looked up in the other through the running service:
 * {@code mvn -pl education-service test -Dtest=MatchMeasureTest -Dmatching.measure}. The lists are
 * ror-records-kr-ca-education.json and hipo-universities-kr-ca.json in ../shared/data/education, seen from the project's root.
 *
 * <p>
 * The truth is what is independent of names: two entries are the same institution if they share a domain, of their list of domains
 * or of their website. Some institutions stand in the domains list twice, under domains of which ROR has one; those pairs are
 * named here. What is chosen for a name without a shared domain is judged by hand, in matching-judged.csv, or printed as unjudged.
 */
@EducationTest
@EnabledIfSystemProperty(named = "matching.measure", matches = ".*", disabledReason = "mvn -pl education-service test -Dtest=MatchMeasureTest -Dmatching.measure")
class MatchMeasureTest {

    private static final Path DATA = Path.of("..", "..", "shared", "data", "education");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The domains list is recorded for then only, and ROR for now, so that either is looked up without the other. */
    private static final String THEN = "2005-01-01";
    private static final String NOW = "2026-06-30";

    private static final List<Set<String>> TWICE = List.of(Set.of("chongju-e.ac.kr", "cje.ac.kr"),
            Set.of("cnue.ac.kr", "cnue-e.ac.kr"), Set.of("skku.ac.kr", "skku.edu"), Set.of("sangmyung.ac.kr", "smu.ac.kr"),
            Set.of("cheju.ac.kr", "jejunu.ac.kr"), Set.of("hangkong.ac.kr", "kau.ac.kr"),
            Set.of("cku.ac.kr", "kwandong.ac.kr"));

    /** An institution of a list. */
    private record Entry(UUID id, String country, Map<String, String> names, Set<String> domains) {

        boolean isAlso(Entry other) {
            return !Collections.disjoint(domains, other.domains)
                    || TWICE.stream().anyMatch(pair -> !Collections.disjoint(pair, domains)
                            && !Collections.disjoint(pair, other.domains));
        }
    }

    @Test
    void each_list_is_found_in_the_other() throws IOException {
        assumeTrue(Files.exists(DATA), "the lists are not here");
        var ror = ror();
        var list = domainsList();
        var judged = judged();
        var line = "%-34s %5s %6s %6s %5s %10s %7s %9s%n";
        System.out.printf(line, "looked up", "known", "right", "wrong", "none", "precision", "recall", "unjudged");
        measure("domains list in ROR", "list", list, ror, NOW, judged, 0.98, 0.85);
        measure("ROR display names in domains list", "display", ror, list, THEN, judged, 0.98, 0.85);
        for (var language : List.of("ru", "kk", "ko", "uz", "ky")) {
            measure("ROR names in " + language + " in domains list", language, ror, list, THEN, judged, 0.98, 0);
        }
    }

    private static void measure(String title, String which, List<Entry> asked, List<Entry> recorded, String validAt,
            Map<Set<UUID>, Boolean> judged, double leastPrecision, double leastRecall) {
        int known = 0;
        int right = 0;
        int wrong = 0;
        var byHand = new int[2];
        var notes = new ArrayList<String>();
        for (var entry : asked) {
            var name = entry.names().get(which);
            if (name == null) {
                continue;
            }
            var truth = recorded.stream().filter(entry::isAlso).map(Entry::id).collect(Collectors.toSet());
            var answer = given().queryParam("name", name).queryParam("country", entry.country()).queryParam("validAt", validAt)
                    .get("/api/education/institutions/match").then().statusCode(200).extract();
            String chosen = answer.path("chosen");
            if (!truth.isEmpty()) {
                known++;
                if (chosen != null && truth.contains(UUID.fromString(chosen))) {
                    right++;
                } else if (chosen != null) {
                    wrong++;
                    notes.add("wrong: " + name + " -> " + answer.path("candidates[0].name"));
                } else {
                    notes.add("none: " + name + " (" + answer.path("because") + ")");
                }
            } else if (chosen != null) {
                var verdict = judged.get(Set.of(entry.id(), UUID.fromString(chosen)));
                if (verdict == null) {
                    notes.add("unjudged: " + name + " -> " + answer.path("candidates[0].name"));
                } else {
                    byHand[verdict ? 0 : 1]++;
                }
            }
        }
        right += byHand[0];
        wrong += byHand[1];
        known += byHand[0];
        var precision = right / (double) Math.max(1, right + wrong);
        var recall = right / (double) Math.max(1, known);
        System.out.printf("%-34s %5d %6d %6d %5d %10.3f %7.3f %9d%n", title, known, right, wrong,
                known - right - (wrong - byHand[1]),
                precision, recall, notes.stream().filter(note -> note.startsWith("unjudged")).count());
        notes.forEach(note -> System.out.println("    " + note));
        assertTrue(precision >= leastPrecision, () -> title + ": precision " + precision);
        assertTrue(recall >= leastRecall, () -> title + ": recall " + recall);
    }

    private static List<Entry> ror() throws IOException {
        var file = DATA.resolve("ror-records-kr-ca-education.json");
        var records = JSON.readTree(file.toFile());
        take("institutions", "ror-json&publishedOn=2026-06-02", "application/json", Files.readString(file)).statusCode(200)
                .body("accepted", org.hamcrest.Matchers.equalTo(records.size()));
        var again = take("institutions", "ror-json&publishedOn=2026-06-02", "application/json", Files.readString(file))
                .statusCode(200).extract();
        assertEquals(0, again.<Integer>path("accepted"));
        System.out.println("ROR again: " + again.<Integer>path("unchanged") + " unchanged, " + again.<Integer>path("warnings")
                + " warnings");
        var entries = new ArrayList<Entry>();
        for (var record : records) {
            var names = new HashMap<String, String>();
            record.path("names").forEach(name -> name.path("types").forEach(type -> {
                if (type.asText().equals("ror_display")) {
                    names.put("display", name.path("value").asText());
                }
                if (type.asText().equals("label")) {
                    names.putIfAbsent(name.path("lang").asText(), name.path("value").asText());
                }
            }));
            var domains = domains(record.path("domains"));
            record.path("links").forEach(link -> {
                if (link.path("type").asText().equals("website")) {
                    domains.add(host(link.path("value").asText()));
                }
            });
            entries.add(new Entry(Row.id("ror", record.path("id").asText()),
                    record.at("/locations/0/geonames_details/country_code").asText(), names, domains));
        }
        return entries;
    }

    private static List<Entry> domainsList() throws IOException {
        var entries = new ArrayList<Entry>();
        var lines = new StringBuilder();
        for (var entry : JSON.readTree(DATA.resolve("hipo-universities-kr-ca.json").toFile())) {
            var domains = domains(entry.path("domains"));
            entry.path("web_pages").forEach(page -> domains.add(host(page.asText())));
            var name = entry.path("name").asText();
            var id = Row.id("measure", name, domains.toString());
            var country = entry.path("alpha_two_code").asText();
            entries.add(new Entry(id, country, Map.of("list", name), domains));
            var line = JSON.createObjectNode().put("id", id.toString()).put("kind", "university").put("country", country)
                    .put("validFrom", "2000-01-01").put("validTo", "2010-01-01");
            line.putArray("names").addObject().put("text", name).put("type", "official");
            line.set("sources", JSON.readTree("[" + Citations.ANY + "]"));
            lines.append(line).append('\n');
        }
        take("institutions", "ndjson", "application/x-ndjson", lines.toString()).statusCode(200);
        return entries;
    }

    private static Set<String> domains(JsonNode given) {
        var domains = new TreeSet<String>();
        given.forEach(domain -> domains.add(domain.asText().toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "")));
        return domains;
    }

    private static String host(String page) {
        return URI.create(page).getHost().toLowerCase(Locale.ROOT).replaceFirst("^www\\d?\\.", "");
    }

    /** What was judged by hand: a name of the domains list, a ROR id, and whether they are one institution. */
    private static Map<Set<UUID>, Boolean> judged() throws IOException {
        var byName = domainsList().stream().collect(Collectors.toMap(entry -> entry.names().get("list"), Entry::id));
        try (var in = MatchMeasureTest.class.getResourceAsStream("matching-judged.csv")) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).lines().skip(1)
                    .map(line -> line.split(";")).collect(Collectors.toMap(
                            cells -> Set.of(byName.get(cells[0]), Row.id("ror", cells[1])), cells -> cells[2].equals("same")));
        }
    }
}
