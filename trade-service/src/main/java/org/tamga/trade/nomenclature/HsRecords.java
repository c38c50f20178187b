package org.tamga.trade.nomenclature;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
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

    /** True if the code's edition has been imported and does not have it. */
    public boolean lacks(Transaction transaction, Key code) throws SQLException {
        if (!lacking(transaction).containsKey(code)) {
            lookUpLacking(transaction, Set.of(code));
        }
        return lacking(transaction).get(code);
    }

    /**
     * Looks up in one go which codes are lacking: rules then need no statement to ask {@link #lacks} of each.
     *
     * @param codes their editions, and themselves
     */
    public void lookUpLacking(Transaction transaction, Set<Key> codes) throws SQLException {
        var lacking = lacking(transaction);
        var asked = codes.stream().filter(code -> !lacking.containsKey(code)).toList();
        if (!asked.isEmpty()) {
            transaction.list("""
                             select edition, code, exists (
                                 select from hs_code_version v where v.edition = asked.edition and v.standing)
                               and not exists (select from hs_code_version v
                                 where v.edition = asked.edition and v.code = asked.code and v.standing) as is_lacking
                             from unnest(?::text[], ?::text[]) as asked (edition, code)""",
                    row -> lacking.put(new Key(row.getString("edition"), row.getString("code")), row.getBoolean("is_lacking")),
                    asked.stream().map(Key::scheme).toList(), asked.stream().map(Key::value).toList());
        }
    }

    private Map<Key, Boolean> lacking(Transaction transaction) {
        return transaction.kept(this, HashMap::new);
    }

    @Override
    protected void changing(Transaction transaction, UUID id) {
        super.changing(transaction, id);
        transaction.forget(this);
    }
}
