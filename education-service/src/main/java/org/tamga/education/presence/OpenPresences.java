package org.tamga.education.presence;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.LanguageMap;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Ledger;
import org.tamga.record.database.Database;
import org.tamga.record.measure.Measure;
import org.tamga.record.measure.Reading;

/** How many presences of one country's institutions are open in another. */
@Singleton
class OpenPresences implements Measure {

    private final Database database;

    OpenPresences(Ledger ledger) {
        this.database = ledger.database();
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
                        + " or closing can mean. Presences without a recorded opening are not counted.");
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Reading read(Map<String, String> dimensions, At at) {
        var home = new Country(dimensions.get("home"));
        var host = dimensions.get("host");
        var open = Condition.nested("""
                                    select v.kind, count(*) as presences from presence_version v
                                    where v.host_country = ? and (%s) and v.open_days @> ?::date and %s
                                    group by v.kind order by v.kind""", host, PresenceRecords.home(home, at), at.validAt(),
                at.on("v"));
        var kinds = database.read(transaction -> transaction.list(open.sql(),
                row -> new Reading.Part("kind: " + row.getString("kind"), BigDecimal.valueOf(row.getLong("presences"))),
                open.arguments().toArray()));
        return Reading.count(kinds.stream().mapToLong(kind -> kind.value().longValueExact()).sum(), kinds,
                "/api/education/presences?homeCountry=" + home + "&hostCountry=" + host + "&openOn=" + at.validAt()
                        + "&" + at.parameters());
    }
}
