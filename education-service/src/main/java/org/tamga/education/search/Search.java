package org.tamga.education.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.education.institution.Institution;
import org.tamga.education.institution.Institution.Name;
import org.tamga.education.institution.InstitutionRecords;
import org.tamga.education.naming.Words;
import org.tamga.education.partnership.Partnership;
import org.tamga.education.partnership.Partnership.Party;
import org.tamga.education.partnership.PartnershipRecords;
import org.tamga.education.presence.Presence;
import org.tamga.education.presence.PresenceRecords;
import org.tamga.education.programme.Programme;
import org.tamga.education.programme.ProgrammeRecords;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Period;
import org.tamga.record.search.Found;
import org.tamga.record.search.SearchAnswer;

/**
 * Finds records by words of their names in any script. Institutions come by their own words, the others by theirs and by those of
 * the institutions that they name, so that "Woosong Turkistan" finds the campus.
 */
@Singleton
class Search {

    static final String INSTITUTION = "institution";
    static final String PRESENCE = "presence";
    static final String PARTNERSHIP = "partnership";
    static final String PROGRAMME = "programme";
    static final List<String> TYPES = List.of(INSTITUTION, PRESENCE, PARTNERSHIP, PROGRAMME);

    /** Records of one type that are compared. */
    private static final int MOST = SearchAnswer.MOST;
    /** Who has less of what was asked is not meant. */
    private static final double WORTH_SHOWING = 0.3;

    private final InstitutionRecords institutions;
    private final PresenceRecords presences;
    private final PartnershipRecords partnerships;
    private final ProgrammeRecords programmes;

    Search(InstitutionRecords institutions, PresenceRecords presences, PartnershipRecords partnerships,
            ProgrammeRecords programmes) {
        this.institutions = institutions;
        this.presences = presences;
        this.partnerships = partnerships;
        this.programmes = programmes;
    }

    /** The records of these types that have the most of these words, the best first. */
    List<Found> find(String text, Set<String> types, At at, int limit) {
        var words = Words.of(text);
        if (words.keys().isEmpty()) {
            return List.of();
        }
        var named = institutions.named(text, at, MOST);
        var pages = new Pages(words, named, at);
        var found = new ArrayList<Found>();
        if (types.contains(INSTITUTION)) {
            named.forEach(period -> found.add(pages.institution(period)));
        }
        var ids = named.stream().map(Period::id).toList();
        if (types.contains(PRESENCE)) {
            var near = presences.matching(
                    near(words, "presence", "(p.home_ids @> jsonb_build_array(i) or p.host_partner_id = i)", ids, at), at,
                    MOST);
            pages.know(near.stream().flatMap(period -> Stream.concat(period.content().homeIds().stream(),
                    Stream.ofNullable(period.content().hostPartnerId()))));
            near.forEach(period -> found.add(pages.presence(period)));
        }
        if (types.contains(PARTNERSHIP)) {
            var near = partnerships.matching(near(words, "partnership",
                    "p.parties @> jsonb_build_array(jsonb_build_object('institutionId', i))", ids, at), at, MOST);
            pages.know(near.stream().flatMap(period -> period.content().parties().stream().map(Party::institutionId)));
            near.forEach(period -> found.add(pages.partnership(period)));
        }
        if (types.contains(PROGRAMME)) {
            var near = programmes.matching(near(words, "programme", "p.awarding_institution_ids @> jsonb_build_array(i)",
                    ids, at), at, MOST);
            pages.know(near.stream().flatMap(period -> period.content().awardingInstitutionIds().stream()));
            near.forEach(period -> found.add(pages.programme(period)));
        }
        return found.stream().filter(one -> one.score() >= WORTH_SHOWING)
                .sorted(Comparator.comparing(Found::score).reversed().thenComparing(one -> TYPES.indexOf(one.type()))
                        .thenComparing(one -> one.title().length()).thenComparing(Found::id))
                .limit(limit).toList();
    }

    /**
     * Records with one of these words, or of one of these institutions: each half by its own index.
     *
     * @param names what a row {@code p} must meet to name the institution {@code i}
     */
    private static Condition near(Words words, String records, String names, Collection<UUID> ids, At at) {
        var keys = words.tellingKeys();
        return Condition.nested("v.id in ((select p.id from " + records + "_version p where p.name_words && ? and %s"
                + " order by (select count(*) from unnest(p.name_words) word where word = any(?)) desc, p.id limit " + MOST
                + ")"
                + " union all (select p.id from unnest(?::uuid[]) i join " + records + "_version p on " + names
                + " and %s limit "
                + MOST + "))", keys, at.on("p"), keys, ids, at.on("p"));
    }

    /** Makes an answer of each record, with the names of the institutions that it names. */
    private final class Pages {

        private final Words asked;
        private final At at;
        private final Map<UUID, Institution> known = new HashMap<>();

        Pages(Words asked, List<Period<Institution>> named, At at) {
            this.asked = asked;
            this.at = at;
            named.forEach(period -> known.put(period.id(), period.content()));
        }

        /** Looks up those of these that are not known yet, all at once. */
        void know(Stream<UUID> ids) {
            var missing = ids.filter(Objects::nonNull).filter(id -> !known.containsKey(id)).collect(Collectors.toSet());
            if (!missing.isEmpty()) {
                institutions.matching(Condition.of("v.id = any(?)", missing), at, missing.size())
                        .forEach(period -> known.put(period.id(), period.content()));
            }
        }

        Found institution(Period<Institution> period) {
            var institution = period.content();
            var place = Stream.of(institution.city(), institution.country()).filter(Objects::nonNull).map(Object::toString)
                    .collect(Collectors.joining(", "));
            return found(INSTITUTION, period.id(), institution.displayName(),
                    Json.name(institution.kind()) + (place.isEmpty() ? "" : ", " + place),
                    Stream.concat(names(institution), Stream.ofNullable(institution.city())));
        }

        Found presence(Period<Presence> period) {
            var presence = period.content();
            var ids = Stream.concat(presence.homeIds().stream(), Stream.ofNullable(presence.hostPartnerId())).toList();
            var place = (presence.hostCity() == null ? "" : presence.hostCity() + ", ") + presence.hostCountry();
            return found(PRESENCE, period.id(),
                    (presence.homeIds().isEmpty() ? "Presence" : titles(presence.homeIds())) + " in " + place,
                    Json.name(presence.kind())
                            + (presence.hostPartnerId() == null ? "" : ", with " + titles(List.of(presence.hostPartnerId()))),
                    Stream.concat(names(ids), Stream.ofNullable(presence.hostCity())));
        }

        Found partnership(Period<Partnership> period) {
            var parties = period.content().parties();
            var title = parties.stream().map(
                    party -> party.institutionId() == null ? party.organisation() : titles(List.of(party.institutionId())))
                    .collect(Collectors.joining(" – "));
            return found(PARTNERSHIP, period.id(), title, Json.name(period.content().type()), Stream.concat(
                    names(parties.stream().map(Party::institutionId).filter(Objects::nonNull).toList()),
                    parties.stream().map(Party::organisation).filter(Objects::nonNull)));
        }

        Found programme(Period<Programme> period) {
            var programme = period.content();
            return found(PROGRAMME, period.id(), programme.title().in("en"), titles(programme.awardingInstitutionIds()),
                    Stream.concat(programme.title().texts().values().stream(), names(programme.awardingInstitutionIds())));
        }

        private Found found(String type, UUID id, String title, String snippet, Stream<String> names) {
            var keys = names.flatMap(name -> Words.of(name).keys().stream()).collect(Collectors.toCollection(HashSet::new));
            var score = Math.round(asked.shareIn(keys) * 1000) / 1000.0;
            return new Found(type, id, title, null, snippet, "education", "/api/education/" + type + "s/" + id, score);
        }

        private String titles(List<UUID> ids) {
            return ids.stream().map(id -> known.containsKey(id) ? known.get(id).displayName() : id.toString())
                    .collect(Collectors.joining(", "));
        }

        private Stream<String> names(List<UUID> ids) {
            return ids.stream().map(known::get).filter(Objects::nonNull).flatMap(Pages.this::names);
        }

        private Stream<String> names(Institution institution) {
            return institution.names().stream().map(Name::text);
        }
    }
}
