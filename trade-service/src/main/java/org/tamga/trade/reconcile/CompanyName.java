package org.tamga.trade.reconcile;

import java.util.regex.Pattern;

import org.tamga.record.NameKey;

/** Names of companies, compared without the words that only say what kind of company it is. */
final class CompanyName {

    private static final String FORMS = "ТОО|ООО|ОсОО|АО|ОАО|ЗАО|ПАО|ИП|ЖШС|ЖШҚ|АҚ|МЧЖ|АЖ|ҶДММ"
            + "|LLP|LLC|LTD|LIMITED|INC|INCORPORATED|CORP|CORPORATION|CO|COMPANY|JSC|PJSC|PLC|GMBH|AG|S\\.?A|B\\.?V|OY|PTE"
            + "|주식회사|유한회사|유한책임회사|합자회사|\\(주\\)|㈜|\\(유\\)";

    /** With anything but letters around, so that nothing is cut out of a word; Korean forms stand at the name itself. */
    private static final Pattern FORM = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(?:" + FORMS + ")\\.?(?![\\p{L}\\p{N}])|주식회사|유한회사|\\(주\\)|㈜",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern AROUND = Pattern.compile("[\\s,.«»\"'“”()]+");

    private CompanyName() {
    }

    /** The name without its legal form; a name that is nothing else stays as it is. */
    static String bare(String name) {
        var bare = AROUND.matcher(FORM.matcher(name).replaceAll(" ")).replaceAll(" ").strip();
        return bare.isEmpty() ? name.strip() : bare;
    }

    /** How alike two names are, 0 to 1, in whichever scripts; 1 only where they are written or sound the same. */
    static double likeness(String one, String other) {
        var first = bare(one);
        var second = bare(other);
        return first.equalsIgnoreCase(second) ? 1 : NameKey.similarity(first, second);
    }
}
