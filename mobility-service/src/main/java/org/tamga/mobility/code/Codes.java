package org.tamga.mobility.code;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Findings;
import org.tamga.record.Interval;

/** What records that have a column {@code codes} have in common. */
public final class Codes {

    /** The column's entries as rows, for SQL: {@code select from … cross join lateral ROWS c}. */
    public static final String ROWS = "jsonb_to_recordset(%s.codes) as c(scheme text, value text, \"validFrom\" date, \"validTo\" date)";

    private static final Pattern ANY = Pattern.compile("[A-Z0-9]{2,4}");

    private Codes() {
    }

    /**
     * Refuses codes that do not look like those of their scheme, and those that are held on none of the stated days.
     *
     * @param forms what a code of each scheme looks like
     */
    public static void check(List<Code> codes, Map<String, Pattern> forms, Interval valid, Findings findings) {
        for (int i = 0; i < codes.size(); i++) {
            var code = codes.get(i);
            var form = forms.get(code.scheme());
            findings.refuseIf(!form.matcher(code.value()).matches(), "/codes/" + i + "/value",
                    "is no " + code.scheme() + " code here: those match " + form);
            findings.refuseIf(!code.held().overlaps(valid), "/codes/" + i,
                    "is held on none of the days from validFrom to validTo");
        }
    }

    /** The records that hold a code on the list's day. Throws IllegalArgumentException for what cannot be a code. */
    public static Condition heldBy(String code, At at) {
        if (!ANY.matcher(code).matches()) {
            throw new IllegalArgumentException("is an IATA or ICAO code such as ALA, in capital letters");
        }
        return Condition.of("v.codes @> jsonb_build_array(jsonb_build_object('value', ?::text)) and exists (select from "
                + ROWS.formatted("v") + " where c.value = ? and daterange(c.\"validFrom\", c.\"validTo\") @> ?::date)", code,
                code,
                at.validAt());
    }
}
