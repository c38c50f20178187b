package org.tamga.local.generate;

import static org.tamga.local.generate.Synthetic.column;
import static org.tamga.local.generate.Synthetic.one;
import static org.tamga.local.generate.Synthetic.put;
import static org.tamga.local.generate.Synthetic.texts;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Who meets, where, and what is said there. */
final class SyntheticEvents {

    /** What began before is held, what comes after is scheduled: a fixed day, for the same seed gives the same bytes. */
    private static final LocalDate PRESENT = LocalDate.of(2026, 1, 1);
    private static final List<String> LANGUAGES = List.of("en", "ru", "kk", "ko");
    private static final int[] IN_COUNTRIES = {2, 3, 4, 5};

    private final Synthetic all;
    private final Map<String, Table> bodies = Table.of("bodies.tsv").byFirst();
    private final Map<String, Table> people = Table.of("people.tsv").byFirst();
    private final Table topics = Table.of("topics.tsv");

    SyntheticEvents(Synthetic all) {
        this.all = all;
    }

    ObjectNode organisation(int number) {
        Random random = all.random(Kind.ORGANISATIONS, number);
        ObjectNode record = all.begin(Kind.ORGANISATIONS, number);
        List<String> country = all.country(random);
        List<String> city = all.city(country.get(0), random);
        List<String> body = bodies.get(one(random, List.of("chamber", "association", "think-tank"))).rows().get(0);
        put(record, "name", texts(country.get(1), body.get(column(country.get(1))).formatted(city.get(5)),
                body.get(1).formatted(city.get(6)), body.get(2).formatted(city.get(7))));
        record.put("classification", body.get(0)).put("country", country.get(0))
                .put("foundingDate", Integer.toString(1991 + random.nextInt(30)));
        return all.end(record, null);
    }

    ObjectNode person(int number) {
        Random random = all.random(Kind.PERSONS, number);
        ObjectNode record = all.begin(Kind.PERSONS, number);
        List<String> country = all.country(random);
        Table names = people.get(country.get(0));
        String sex = random.nextBoolean() ? "male" : "female";
        List<String> family = names.where(1, "family").any(random);
        List<String> given = names.where(1, sex).any(random);
        boolean korean = country.get(0).equals("KR");
        Map<String, String> whole = new LinkedHashMap<>();
        Map<String, String> families = new LinkedHashMap<>();
        Map<String, String> givens = new LinkedHashMap<>();
        List<String> languages = List.of(country.get(1), "en", "ru");
        for (int i = 0; i < languages.size(); i++) {
            String surname = family.get(2 + i);
            if (!korean && sex.equals("female")) {
                surname += Character.UnicodeBlock.of(surname.charAt(0)) == Character.UnicodeBlock.CYRILLIC ? "а" : "a";
            }
            String name = given.get(2 + i);
            whole.put(languages.get(i), korean ? surname + (i == 0 ? "" : " ") + name : name + " " + surname);
            families.put(languages.get(i), surname);
            givens.put(languages.get(i), name);
        }
        put(record, "name", whole);
        put(record, "familyName", families);
        put(record, "givenName", givens);
        record.put("gender", sex).put("nationality", country.get(0));
        return all.end(record, null);
    }

    ObjectNode gathering(int number) {
        Random random = all.random(Kind.GATHERINGS, number);
        ObjectNode record = all.begin(Kind.GATHERINGS, number);
        List<List<String>> pair = all.pair(random);
        List<String> topic = topics.any(random);
        LocalDate first = first(random);
        List<String> patterns = List.of("Forum on %s: %s – %s, %d", "Форум «%s»: %s – %s, %d", "«%s» форумы: %s – %s, %d",
                "%s 포럼: %s–%s, %d");
        ObjectNode title = record.putObject("title");
        for (int i = 0; i < LANGUAGES.size(); i++) {
            title.put(LANGUAGES.get(i), patterns.get(i).formatted(topic.get(1 + i), pair.get(0).get(IN_COUNTRIES[i]),
                    pair.get(1).get(IN_COUNTRIES[i]), first.getYear()));
        }
        record.putArray("topics").add(topic.get(0));
        record.put("classification", one(random, List.of("forum", "roundtable", "business-forum", "working-group")));
        record.put("startsOn", first.toString()).put("endsOn", first.plusDays(random.nextInt(3)).toString());
        List<String> city = all.city(pair.get(0).get(0), random);
        record.put("zone", city.get(3));
        record.putObject("place").put("city", city.get(6)).put("country", pair.get(0).get(0));
        record.put("attendanceMode", one(random, List.of("offline", "offline", "online", "mixed")));
        record.putArray("languages").add(pair.get(0).get(1)).add("en");
        record.putArray("organisers").addObject().put("organisationId", all.any(Kind.ORGANISATIONS, random).toString())
                .put("role", "organiser");
        record.putArray("invited").add(pair.get(0).get(0)).add(pair.get(1).get(0));
        record.put("status", first.isBefore(PRESENT) ? "held" : "scheduled");
        return all.end(record, null);
    }

    ObjectNode participation(int number) {
        Random random = all.random(Kind.PARTICIPATIONS, number);
        int gathering = all.parent(Kind.PARTICIPATIONS, number, Kind.GATHERINGS);
        ObjectNode record = all.begin(Kind.PARTICIPATIONS, number)
                .put("parentId", all.id(Kind.GATHERINGS, gathering).toString())
                .put("personId", all.any(Kind.PERSONS, random).toString())
                .put("role", one(random, List.of("speaker", "moderator", "panellist", "delegate", "observer")));
        return all.end(record, null);
    }

    ObjectNode statement(int number) {
        Random random = all.random(Kind.STATEMENTS, number);
        ObjectNode record = all.begin(Kind.STATEMENTS, number);
        int gathering = random.nextInt(all.size(Kind.GATHERINGS));
        // The same draws as for the gathering itself.
        Random its = all.random(Kind.GATHERINGS, gathering);
        List<List<String>> pair = all.pair(its);
        List<String> topic = topics.any(its);
        record.put("gatheringId", all.id(Kind.GATHERINGS, gathering).toString()).put("kind", "speech")
                .put("speakerId", all.any(Kind.PERSONS, random).toString())
                .put("saidOn", first(its).toString()).put("rendering", "summary");
        boolean grows = random.nextBoolean();
        List<String> patterns = grows
                ? List.of("%2$s and %3$s do more together in %1$s than a year ago.",
                        "%2$s и %3$s: сотрудничество в области «%1$s» за год расширилось.",
                        "%2$s пен %3$s: «%1$s» саласындағы ынтымақтастық бір жылда кеңейді.",
                        "%2$s–%3$s: %1$s 협력이 1년 사이 확대되었다.")
                : List.of("%2$s and %3$s need a new programme for %1$s.",
                        "%2$s и %3$s: нужна новая программа в области «%1$s».",
                        "%2$s пен %3$s: «%1$s» саласында жаңа бағдарлама қажет.", "%2$s–%3$s: %1$s 분야의 새로운 사업이 필요하다.");
        ObjectNode text = record.putObject("text");
        for (int i = 0; i < LANGUAGES.size(); i++) {
            text.put(LANGUAGES.get(i), patterns.get(i).formatted(topic.get(1 + i), pair.get(0).get(IN_COUNTRIES[i]),
                    pair.get(1).get(IN_COUNTRIES[i])));
        }
        record.put("originalLanguage", "en");
        record.putArray("topics").add(topic.get(0));
        record.putArray("countries").add(pair.get(0).get(0)).add(pair.get(1).get(0));
        return all.end(record, null);
    }

    private static LocalDate first(Random random) {
        return Synthetic.day(random, 2018, 2027);
    }
}
