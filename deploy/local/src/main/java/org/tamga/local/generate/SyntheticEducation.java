package org.tamga.local.generate;

import static org.tamga.local.generate.Synthetic.column;
import static org.tamga.local.generate.Synthetic.one;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Universities, what they agreed, and how many students went where. */
final class SyntheticEducation {

    private static final List<String> FIELDS = List.of("0311", "0613", "0713", "0811", "0912");

    private final Synthetic all;
    private final Map<String, Table> bodies = Table.of("bodies.tsv").byFirst();

    SyntheticEducation(Synthetic all) {
        this.all = all;
    }

    ObjectNode institution(int number) {
        Random random = all.random(Kind.INSTITUTIONS, number);
        ObjectNode record = all.begin(Kind.INSTITUTIONS, number);
        List<String> country = all.country(random);
        List<String> city = all.city(country.get(0), random);
        List<String> body = bodies.get(one(random, FIELDS)).rows().get(0);
        ArrayNode names = record.putArray("names");
        Synthetic.texts(country.get(1), body.get(column(country.get(1))).formatted(city.get(5)),
                body.get(1).formatted(city.get(6)), body.get(2).formatted(city.get(7)))
                .forEach((lang, text) -> names.addObject().put("text", text).put("lang", lang)
                        .put("type", lang.equals(country.get(1)) ? "official" : "alias"));
        record.put("country", country.get(0)).put("city", city.get(6)).put("kind", "university")
                .put("establishedYear", 1930 + random.nextInt(95)).put("status", "active");
        // A top-level domain that is nobody's (RFC 2606).
        record.putArray("domains").add("university-" + (number + 1) + ".example");
        return all.end(record, null);
    }

    ObjectNode partnership(int number) {
        Random random = all.random(Kind.PARTNERSHIPS, number);
        ObjectNode record = all.begin(Kind.PARTNERSHIPS, number);
        int institutions = all.size(Kind.INSTITUTIONS);
        int first = random.nextInt(institutions);
        UUID sender = all.id(Kind.INSTITUTIONS, first);
        UUID receiver = all.id(Kind.INSTITUTIONS, (first + 1 + random.nextInt(institutions - 1)) % institutions);
        record.putArray("parties").add(all.object().put("institutionId", sender.toString()))
                .add(all.object().put("institutionId", receiver.toString()));
        record.put("type", one(random, List.of("mou", "interinstitutional-agreement", "joint-programme", "dual-degree")));
        LocalDate signed = Synthetic.day(random, 2015, 2025);
        record.put("signedOn", signed.toString()).put("inEffect", signed + "/" + signed.plusYears(5));
        record.putArray("conditions").addObject().put("kind", "student-studies").put("sender", sender.toString())
                .put("receiver", receiver.toString())
                .put("academicYearFrom", signed.getYear() + "/" + (signed.getYear() + 1))
                .put("placesPerYear", 1 + random.nextInt(20)).put("iscedF", one(random, FIELDS)).put("language", "en")
                .put("cefr", "B2");
        return all.end(record, null);
    }

    ObjectNode students(int number) {
        Random random = all.random(Kind.STUDENTS, number);
        ObjectNode record = all.begin(Kind.STUDENTS, number);
        List<List<String>> pair = all.pair(random);
        record.put("measure", "stock").put("mobility", "all").put("basis", "citizenship").put("origin", pair.get(0).get(0))
                .put("host", pair.get(1).get(0)).put("referenceDate", 2010 + random.nextInt(16) + "-04-01")
                .put("value", 10 + random.nextInt(5000)).put("reporter", "Synthetic office of statistics");
        return all.end(record, null);
    }
}
