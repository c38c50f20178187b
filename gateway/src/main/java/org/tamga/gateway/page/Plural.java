package org.tamga.gateway.page;

import java.math.BigDecimal;

/** How a language bends the words that stand with a number (CLDR plural rules for cardinals); its file names its rule. */
enum Plural {

    /** Korean, Kazakh and others: never. */
    NONE {
        @Override
        String category(BigDecimal number) {
            return "other";
        }
    },
    /** English: exactly one. */
    ONE {
        @Override
        String category(BigDecimal number) {
            return number.abs().compareTo(BigDecimal.ONE) == 0 ? "one" : "other";
        }
    },
    /** Russian and its neighbours: 1 and 21, 2 to 4 and 22, all else; fractions by themselves. */
    EAST_SLAVIC {
        @Override
        String category(BigDecimal number) {
            var whole = number.abs().stripTrailingZeros();
            if (whole.scale() > 0) {
                return "other";
            }
            var ten = whole.remainder(BigDecimal.TEN).intValue();
            var hundred = whole.remainder(BigDecimal.valueOf(100)).intValue();
            if (ten == 1 && hundred != 11) {
                return "one";
            }
            return ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14) ? "few" : "many";
        }

        /** The genitive: of one thing as behind 2 to 4, of several as behind 5. */
        @Override
        String governed(BigDecimal number) {
            var category = category(number);
            return switch (category) {
                case "one" -> "few";
                case "few" -> "many";
                default -> category;
            };
        }
    };

    /** The CLDR category of a number: {@code one}, {@code few}, {@code many} or {@code other}. */
    abstract String category(BigDecimal number);

    /** The category of the form that stands behind words such as "more than", where they govern another case. */
    String governed(BigDecimal number) {
        return category(number);
    }
}
