package org.tamga.trade.company;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.tamga.record.Findings;
import org.tamga.trade.company.Company.EntityType;
import org.tamga.trade.company.Company.Identifier;

/** What registers' identifiers must look like. Check digits are errors only where published identifiers keep them. */
final class IdentifierScheme {

    private static final Set<Character> BIN_TYPES = Set.of('4', '5', '6');
    private static final int[] BIN_WEIGHTS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    private static final int[] BIN_WEIGHTS_AGAIN = {3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2};
    private static final int[] BRN_WEIGHTS = {1, 3, 7, 1, 3, 7, 1, 3, 5};

    private IdentifierScheme() {
    }

    /**
     * The spellings in which registers write one identifier, the one that it is known again by first: Korea's numbers have hyphens or
     * not.
     */
    static List<String> spellings(String scheme, String value) {
        var parts = switch (scheme) {
            case "KR-BRN" -> "(\\d{3})(\\d{2})(\\d{5})";
            case "KR-CRN" -> "(\\d{6})(\\d{7})";
            default -> null;
        };
        var bare = value.replace("-", "");
        if (parts == null || !bare.matches(parts)) {
            return List.of(value);
        }
        return List.of(bare, bare.replaceFirst(parts, scheme.equals("KR-BRN") ? "$1-$2-$3" : "$1-$2"));
    }

    /** As {@link #spellings(String, String)}, in whichever scheme it is an identifier. */
    static List<String> spellings(String value) {
        return Stream.of("KR-BRN", "KR-CRN").flatMap(scheme -> spellings(scheme, value).stream()).distinct().toList();
    }

    static void check(Identifier identifier, EntityType entityType, String pointer, Findings findings) {
        switch (identifier.scheme()) {
            case "XI-LEI" -> checkLei(identifier.value(), pointer, findings);
            case "KZ-BIN" -> checkBin(identifier.value(), entityType, pointer, findings);
            case "KR-BRN" -> checkBrn(identifier.value(), pointer, findings);
            case "KR-CRN" -> checkShape(identifier, "\\d{6}-?\\d{7}", "13 digits", pointer, findings);
            case "UZ-KTUT", "KG-OKPO" -> checkShape(identifier, "\\d{8}", "8 digits", pointer, findings);
            case "TJ-TIN" -> checkShape(identifier, "\\d{9}", "9 digits", pointer, findings);
            default -> {
                // Other registers' identifiers are taken as they are given.
            }
        }
    }

    private static void checkShape(Identifier identifier, String shape, String words, String pointer, Findings findings) {
        findings.warnIf(!identifier.value().matches(shape), "identifier-shape", pointer,
                "a " + identifier.scheme() + " has " + words);
    }

    /** ISO 17442: 20 characters whose check digits make the number, letters as 10 to 35, leave 1 modulo 97 (ISO 7064). */
    private static void checkLei(String lei, String pointer, Findings findings) {
        if (!lei.matches("[A-Z0-9]{18}\\d{2}")) {
            findings.refuse(pointer, "a LEI has 18 capital letters or digits and two check digits");
            return;
        }
        var digits = new StringBuilder();
        lei.chars().forEach(c -> digits.append(Character.digit(c, 36)));
        findings.refuseIf(new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() != 1, pointer,
                "the LEI's check digits do not fit (ISO 7064 mod 97-10)");
    }

    /** Kazakhstan's business number: year and month, type, head or part, serial, check digit. */
    private static void checkBin(String bin, EntityType entityType, String pointer, Findings findings) {
        if (!bin.matches("\\d{2}(0[1-9]|1[0-2])\\d{8}") || !BIN_TYPES.contains(bin.charAt(4)) || bin.charAt(5) > '3') {
            findings.refuse(pointer, "a BIN has 12 digits: year, month, type 4 to 6, head or part 0 to 3, serial, check digit");
            return;
        }
        var part = bin.charAt(5);
        var agrees = switch (entityType) {
            case BRANCH -> part == '1';
            case REPRESENTATIVE_OFFICE -> part == '2';
            default -> part == '0' || part == '3';
        };
        findings.refuseIf(!agrees, pointer,
                "the BIN's sixth digit (0 head, 1 branch, 2 representative office) disagrees with entityType");
        var check = weighted(bin, BIN_WEIGHTS) % 11;
        if (check == 10) {
            check = weighted(bin, BIN_WEIGHTS_AGAIN) % 11;
        }
        findings.warnIf(check != bin.charAt(11) - '0', "bin-check-digit", pointer,
                "the BIN's check digit does not fit; some published ones do not");
    }

    /** Korea's business registration number, with or without its hyphens. */
    private static void checkBrn(String brn, String pointer, Findings findings) {
        var digits = brn.replace("-", "");
        if (!digits.matches("\\d{10}")) {
            findings.refuse(pointer, "a BRN has 10 digits");
            return;
        }
        var sum = weighted(digits, BRN_WEIGHTS) + (digits.charAt(8) - '0') * 5 / 10;
        findings.warnIf((10 - sum % 10) % 10 != digits.charAt(9) - '0', "brn-check-digit", pointer,
                "the BRN's check digit does not fit; some published ones do not");
    }

    private static int weighted(String digits, int[] weights) {
        var sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += (digits.charAt(i) - '0') * weights[i];
        }
        return sum;
    }
}
