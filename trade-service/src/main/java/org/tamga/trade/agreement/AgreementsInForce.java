package org.tamga.trade.agreement;

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
import org.tamga.trade.party.Parties;

/** How many agreements between two countries are in force. */
@Singleton
class AgreementsInForce implements Measure {

    private final Database database;
    private final AgreementRecords agreements;

    AgreementsInForce(Ledger ledger, AgreementRecords agreements) {
        this.database = ledger.database();
        this.agreements = agreements;
    }

    @Override
    public String code() {
        return "trade.agreements.in-force";
    }

    @Override
    public LanguageMap name() {
        return new LanguageMap(Map.of("en", "Agreements in force", "ru", "Действующие соглашения", "kk",
                "Қолданыстағы келісімдер", "ko", "발효 중인 협정"));
    }

    @Override
    public String unit() {
        return "agreements";
    }

    @Override
    public List<Dimension> dimensions() {
        return List.of(Dimension.country("reporter"), Dimension.country("partner"));
    }

    @Override
    public LanguageMap definition() {
        return LanguageMap.of("en",
                "Agreements of every kind with a party of each of the two countries, in either order: the state itself, its"
                        + " companies and chambers, or others of it. Counted are those whose status is in force or provisionally"
                        + " applied and whose own dates do not exclude the day; signed ones are not.");
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public List<Ground<?>> grounds() {
        return List.of(new Ground<>(agreements, (transaction, agreement) -> Measure.pairs("reporter", "partner",
                agreements.concerned(transaction, List.of(agreement)))));
    }

    @Override
    public Condition rows(Map<String, String> dimensions) {
        return Condition.nested("""
                                select days.valid, v.sources
                                from agreement_version v, lateral (values (v.valid), (v.effective_days)) days (valid)
                                where %s and %s and v.standing""",
                Parties.among("agreement", new Country(dimensions.get("reporter")), At.everyDay()),
                Parties.among("agreement", new Country(dimensions.get("partner")), At.everyDay()));
    }

    @Override
    public Reading read(Map<String, String> dimensions, At at) {
        var reporter = new Country(dimensions.get("reporter"));
        var partner = new Country(dimensions.get("partner"));
        var inForce = Condition.nested("""
                                       select v.kind, count(*) as agreements from agreement_version v
                                       where %s and %s and %s and %s group by v.kind order by v.kind""",
                AgreementRecords.inForce(at.validAt()), Parties.among("agreement", reporter, at),
                Parties.among("agreement", partner, at), at.on("v"));
        var kinds = database.read(transaction -> transaction.list(inForce.sql(),
                row -> new Reading.Part("kind: " + row.getString("kind"), BigDecimal.valueOf(row.getLong("agreements"))),
                inForce.arguments().toArray()));
        return Reading.count(kinds.stream().mapToLong(kind -> kind.value().longValueExact()).sum(), kinds,
                "/api/trade/agreements?country=" + reporter + "," + partner + "&inForceOn=" + at.validAt() + "&"
                        + at.parameters());
    }
}
