package org.tamga.education.field;

import java.util.Map;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.education.field.FieldOfEducation.Level;
import org.tamga.education.value.IscedFields;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Key;
import org.tamga.record.Ledger;
import org.tamga.record.Records;

/** The fields of education and the rules they are recorded by. */
@Singleton
public class FieldRecords extends Records<FieldOfEducation> {

    FieldRecords(Ledger ledger) {
        super(ledger, "isced-field", FieldOfEducation.class);
    }

    @Override
    protected void check(Draft<FieldOfEducation> draft, Findings findings) {
        var field = draft.content();
        var digits = field.code().length();
        findings.refuseIf(digits != field.level().digits(), "/code",
                "has " + field.level().digits() + " digits where the level is " + Json.name(field.level())
                        + "; is a leading zero lost?");
        findings.refuseIf(field.level() == Level.BROAD != (field.parent() == null), "/parent",
                "is needed, but of a broad field, which has none");
        findings.refuseIf(field.parent() != null && (field.parent().length() != digits - 1
                || !field.code().startsWith(field.parent())), "/parent", "is the code without its last digit");
        findings.refuseIf(!IscedFields.areKnown(field.code()), "/code", "is not in ISCED-F 2013");
    }

    @Override
    protected Stream<Key> keys(FieldOfEducation field) {
        return Stream.of(new Key("isced-f", field.code()));
    }

    @Override
    protected Map<String, Filter> filters() {
        // Codes have digits only, so this holds in any collation, and an index serves it.
        return Map.of("within", (code, at, all) -> {
            if (!code.matches("\\d{2,4}")) {
                throw new IllegalArgumentException("is the code of a field such as 06");
            }
            return Condition.of("v.code between ? and ?", code, code + "99");
        });
    }
}
