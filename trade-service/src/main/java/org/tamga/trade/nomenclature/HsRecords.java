package org.tamga.trade.nomenclature;

import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Key;
import org.tamga.record.Ledger;
import org.tamga.record.NameSearch;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;

/** The codes of the Harmonized System that have been imported. */
@Singleton
public class HsRecords extends Records<HsCode> {

    HsRecords(Ledger ledger) {
        super(ledger, "hs-code", HsCode.class);
    }

    @Override
    protected void check(Draft<HsCode> draft, Findings findings) {
        var code = draft.content();
        findings.refuseIf(code.level() != code.code().length(), "/level", "is the number of the code's digits");
        findings.refuseIf(!Objects.equals(code.parent(),
                code.code().length() == 2 ? null : code.code().substring(0, code.code().length() - 2)), "/parent",
                "is the code without its last two digits; a chapter has none");
    }

    @Override
    protected Stream<Key> keys(HsCode code) {
        return Stream.of(new Key(code.edition(), code.code()));
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of("q", (words, at, all) -> NameSearch.condition("v.title_text", words));
    }

    /** True if that edition has been imported and does not have the code. */
    public boolean lacks(Transaction transaction, String edition, String code) throws SQLException {
        return transaction.first("""
                                 select exists (select from hs_code_version where edition = ? and standing)
                                   and not exists (select from hs_code_version where edition = ? and code = ? and standing)""",
                row -> row.getBoolean(1), edition, edition, code).orElseThrow();
    }
}
