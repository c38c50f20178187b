package org.tamga.education.presence;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.LanguageMap;
import org.tamga.education.institution.InstitutionRecords;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Ledger;
import org.tamga.record.database.Database;
import org.tamga.record.measure.Measure;
import org.tamga.record.measure.Reading;

/** How many presences of one country's institutions are open in another. */
@Singleton
class OpenPresences implements Measure {

    private final Database database;
    private final PresenceRecords presences;
    private final InstitutionRecords institutions;

    OpenPresences(Ledger ledger, PresenceRecords presences, InstitutionRecords institutions) {
        this.database = ledger.database();
        this.presences = presences;
        this.institutions = institutions;
    }

    @Override
    public String code() {
        return "education.presences.open";
    }

    @Override
    public LanguageMap name() {
        return new LanguageMap(Map.of("en", "Open presences of foreign institutions", "ru",
                "Действующие представительства зарубежных вузов", "kk",
                "Шетелдік оқу орындарының жұмыс істеп тұрған бөлімшелері",
                "ko", "운영 중인 해외 고등교육기관 거점"));
    }

    @Override
    public String unit() {
        return "presences";
    }

    @Override
    public List<Dimension> dimensions() {
        return List.of(Dimension.country("home"), Dimension.country("host"));
    }

    @Override
    public LanguageMap definition() {
        return LanguageMap.of("en",
                "Presences of every kind in the host country, of institutions of the home country, that are surely open on the day:"
                        + " from the last day that the date of their opening can mean, up to the first that the date of a suspension"
                        + " or closing can mean. Presences without a recorded opening are not counted." + SURE_ALONE);
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public List<Ground<?>> grounds() {
        return List.of(
                new Ground<>(presences, (transaction, presence) -> between(presence.content(),
                        presences.concerned(transaction, List.of(presence)))),
                new Ground<>(institutions, (transaction, institution) -> {
                    var homes = institutions.concerned(transaction, List.of(institution));
                    return presences.of(transaction, institution.id()).stream()
                            .flatMap(presence -> between(presence.content(), homes));
                }));
    }

    private static Stream<Map<String, String>> between(Presence presence, Collection<String> homes) {
        return homes.stream().map(home -> Map.of("home", home, "host", presence.hostCountry().code()));
    }

    @Override
    public Condition rows(Map<String, String> dimensions) {
        return Condition.nested("""
                                select days.valid, %s
                                from presence_version v,
                                  lateral (select v.valid union all select unnest(v.open_days)
                                    union all select i.valid from jsonb_array_elements_text(v.home_ids) home
                                      join institution_version i on i.id = home::uuid and i.standing) days (valid)
                                where v.host_country = ? and (%s) and v.standing""", Condition.of(Measure.sources("v")),
                dimensions.get("host"),
                PresenceRecords.home(new Country(dimensions.get("home")), At.everyDay()));
    }

    @Override
    public Reading read(Map<String, String> dimensions, At at) {
        var home = new Country(dimensions.get("home"));
        var host = dimensions.get("host");
        var sure = Condition.of(Confidence.sure("v"));
        var open = Condition.nested(
                """
                select case when %s then 'kind: ' || v.kind else v.confidence || ', not counted' end as label,
                  count(*) as records, %s as counts, bool_or(v.confidence = 'disputed') as is_disputed
                from presence_version v
                where v.host_country = ? and (%s) and v.open_days @> ?::date and %s
                group by 1, 3 order by 3 desc, 1""", sure, sure, host, PresenceRecords.home(home, at), at.validAt(),
                at.on("v"));
        var lines = database
                .read(transaction -> transaction.list(open.sql(), Reading.Line::of, open.arguments().toArray()));
        return Reading.count(lines,
                "/api/education/presences?homeCountry=" + home + "&hostCountry=" + host + "&openOn=" + at.validAt()
                        + "&" + at.parameters());
    }
}
