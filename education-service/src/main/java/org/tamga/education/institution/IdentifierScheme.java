package org.tamga.education.institution;

import java.util.Optional;
import java.util.regex.Pattern;

/** The registers whose identifiers are known here, and what these look like. */
public enum IdentifierScheme {

    /** Research Organization Registry: a URL with "0", six characters of Crockford's Base32 and two check digits. */
    ROR("https://ror\\.org/0[0-9a-hjkmnp-tv-z]{6}\\d{2}", "is the whole URL, such as https://ror.org/0336rcx12") {
        @Override
        boolean hasItsCheckDigits(String url) {
            var id = url.substring(url.lastIndexOf('/') + 1);
            var number = 0L;
            for (var c : id.substring(1, 7).toCharArray()) {
                number = number * 32 + CROCKFORD.indexOf(c);
            }
            return 98 - number * 100 % 97 == Integer.parseInt(id.substring(7));
        }
    },
    /** World Higher Education Database of the International Association of Universities. */
    WHED("IAU-\\d{6}", "has the form IAU-012345"),
    /** SCHema for ACademia: the institution's main domain, which Erasmus Without Paper calls its HEI id. */
    SCHAC("([a-z0-9-]+\\.)+[a-z]{2,}", "is a domain name in lower case, such as uw.edu.pl"),
    /** The item of the institution. */
    WIKIDATA("Q[1-9]\\d*", "has the form Q488851"),
    /** International Standard Name Identifier (ISO 27729), whose check character follows ISO 7064 mod 11-2. */
    ISNI("\\d{15}[\\dX]", "has 16 digits, of which the last may be X") {
        @Override
        boolean hasItsCheckDigits(String isni) {
            var sum = 0;
            for (var c : isni.substring(0, 15).toCharArray()) {
                sum = (sum + c - '0') * 2;
            }
            var check = (12 - sum % 11) % 11;
            return isni.charAt(15) == (check == 10 ? 'X' : (char) ('0' + check));
        }
    },
    /** The number in a country's own register, taken as it is given. */
    NATIONAL(".+", "is empty");

    private static final String CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";

    private final Pattern shape;
    private final String form;

    IdentifierScheme(String shape, String form) {
        this.shape = Pattern.compile(shape);
        this.form = form;
    }

    boolean hasItsCheckDigits(String value) {
        return true;
    }

    /** The address under which everybody knows what the value identifies, where its register has one. */
    Optional<String> page(String value) {
        return switch (this) {
            case ROR -> Optional.of(value);
            case WIKIDATA -> Optional.of("http://www.wikidata.org/entity/" + value);
            case ISNI -> Optional.of("https://isni.org/isni/" + value);
            case WHED, SCHAC, NATIONAL -> Optional.empty();
        };
    }

    /** What is wrong with a value, if anything is. */
    Optional<String> fault(String value) {
        if (!shape.matcher(value).matches()) {
            return Optional.of(form);
        }
        return hasItsCheckDigits(value)
                ? Optional.empty()
                : Optional.of("has check digits that do not fit: one may be mistyped");
    }
}
