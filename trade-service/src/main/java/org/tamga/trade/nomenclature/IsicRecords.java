package org.tamga.trade.nomenclature;

import java.util.Map;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Key;
import org.tamga.record.Ledger;
import org.tamga.record.NameSearch;
import org.tamga.record.Records;

/** The codes of ISIC Rev. 4 that have been imported. */
@Singleton
public class IsicRecords extends Records<IsicCode> {

    IsicRecords(Ledger ledger) {
        super(ledger, "isic4-code", IsicCode.class);
    }

    @Override
    protected void check(Draft<IsicCode> draft, Findings findings) {
        var code = draft.content();
        var digits = Character.isDigit(code.code().charAt(0)) ? code.code().length() : 1;
        findings.refuseIf(code.level().ordinal() + 1 != digits, "/level", "disagrees with the code's length");
        findings.refuseIf(switch (code.level()) {
            case SECTION -> code.parent() != null;
            case DIVISION -> code.parent() == null || !code.parent().matches("[A-U]");
            case GROUP, CLASS -> !code.code().substring(0, digits - 1).equals(code.parent());
        }, "/parent",
                "is what the code is part of: none for a section, a section's letter for a division, else the code without"
                        + " its last digit");
    }

    @Override
    protected Stream<Key> keys(IsicCode code) {
        return Stream.of(new Key("isic4", code.code()));
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of("q", (words, at, all) -> NameSearch.condition("v.title_text", words));
    }
}
