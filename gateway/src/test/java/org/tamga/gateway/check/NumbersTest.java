package org.tamga.gateway.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Trade exceeded US$6.5 billion in 2022. | 6500000000 USD",
            "Товарооборот в 2022–2023 годах вырос до 6,5 млрд долл. США, на 12 %. | 6500000000 USD, 12 percent",
            "4만 180명, 5만 3,224명, 2만 5천 명 | 40180 persons, 53224 persons, 25000 persons",
            "교역액은 60억 달러, 기업은 모두 1,020개에 이른다. | 6000000000 USD, 1020 companies",
            "주 35회의 직항편, 제3차 회의, 35회의 | 35 flights, 35 -",
            "740여 개사와 기업 12개 | 740 companies, 12 companies",
            "60 days in any 180-day period, 30-дневный срок | 60 days, 180 days, 30 days",
            "On 3 May and 12월 17일, by Resolution 1083, at the 5th round of C5+K and C5+1 in 2026 | ''",
            "In 2025 Korean companies came; 2 000 мест и 2000 грантов | 2000 places, 2000 places",
            "At 10:30, 537 of the 735 companies | 537 companies, 735 companies",
            "53,000 Kazakhstani tourists and 500 Koreans | 53000 persons, 500 persons"})
    void figures_are_read_with_their_units_and_what_only_looks_like_one_is_none(String text, String figures) {
        assertEquals(figures, Numbers.in(text).map(number -> number.stated().value().stripTrailingZeros().toPlainString() + " "
                + (number.unit() == null ? "-" : number.unit())).collect(Collectors.joining(", ")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "53 thousand tourists | 53224 | true", "about 18,000 students | 18155 | true", "18,000 students | 18155 | false",
            "more than 53,000 tourists | 53900 | true", "about 53,000 tourists | 53900 | false",
            "300명 이상이 | 300 | true", "7만 명을 넘었다 | 53224 | false", "$6.5 billion | 6520000000 | true"})
    void what_is_rounded_is_the_same_as_far_as_it_goes(String text, BigDecimal recorded, boolean isSame) {
        var figure = new Figure(Figure.Source.claim("c"), null, null, recorded, "persons", null, Set.of(), List.of(), null,
                null);
        assertEquals(isSame, figure.is(Numbers.in(text).findFirst().orElseThrow().stated()));
    }
}
