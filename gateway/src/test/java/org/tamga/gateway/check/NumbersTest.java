package org.tamga.gateway.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tamga.gateway.brief.Brief;

class NumbersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Trade exceeded US$6.5 billion in 2022. | 6500000000 USD",
            "Товарооборот в 2022–2023 годах вырос до 6,5 млрд долл. США, на 12 %. | 6500000000 USD, 12 percent",
            "4만 180명, 5만 3,224명, 2만 5천 명 | 40180 persons, 53224 persons, 25000 persons",
            "교역액은 60억 달러, 기업은 모두 1,020개에 이른다. | 6000000000 USD, 1020 companies",
            "주 35회의 직항편, 제3차 회의, 35회의 | 35 flights-per-week, 35 -",
            "740여 개사와 기업 12개 | 740 companies, 12 companies",
            "60 days in any 180-day period, 30-дневный срок | 60 days, 180 days, 30 days",
            "On 3 May and 12월 17일, by Resolution 1083, at the 5th round of C5+K and C5+1 in 2026 | ''",
            "In 2025 Korean companies came; 2 000 мест и 2000 грантов | 2000 places, 2000 places",
            "At 10:30, 537 of the 735 companies | 537 companies, 735 companies",
            "53,000 Kazakhstani tourists and 500 Koreans | 53000 persons, 500 persons",
            "1억 5천만 달러, 3천억 원, 20만 명, 2천 명 | 150000000 USD, 300000000000 KRW, 200000 persons, 2000 persons",
            "From 740 to 894 companies, с 740 до 894 компаний | 740 companies, 894 companies, 740 companies, 894 companies",
            "С 15 по 17 декабря, 15–17 December 2025, 12월 15일부터 17일까지, 12월 15~17일, с 2022 по 2023 год | ''",
            "Trade was $6.5 billion – 2024 figures. Работают 894 компании – 2025 год | 6500000000 USD, 894 companies",
            "На 3-м заседании, 3-е заседание, по п. 3 ст. 2, art. 5, 3차 회의, 5번째 방문 | ''",
            "Доля – 12,5 процента, 8 per cent, 8퍼센트 | 12.5 percent, 8 percent, 8 percent"})
    void figures_are_read_with_their_units_and_what_only_looks_like_one_is_none(String text, String figures) {
        assertEquals(figures, Numbers.in(text).map(number -> number.stated().value().stripTrailingZeros().toPlainString() + " "
                + (number.unit() == null ? "-" : number.unit())).collect(Collectors.joining(", ")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "от 20 до 25 прямых рейсов | 20 до 25 | flights | 20 | 25",
            "between 5 and 7 billion dollars | 5 and 7 billion | USD | 5000000000 | 7000000000",
            "$5.5–7 billion | 5.5–7 billion | USD | 5500000000 | 7000000000",
            "между 700 и 750 предприятиями | 700 и 750 | companies | 700 | 750",
            "직항편은 15~20편 | 15~20 | flights | 15 | 20", "60 – 90 дней | 60 – 90 | days | 60 | 90"})
    void a_range_is_one_figure_with_two_ends(String text, String figure, String unit, BigDecimal low, BigDecimal high) {
        var number = Numbers.in(text).findFirst().orElseThrow();
        assertEquals(1, Numbers.in(text).count());
        assertEquals(figure, text.substring(number.from(), number.to()));
        assertEquals(unit, number.unit());
        assertEquals(0, low.compareTo(number.stated().value()));
        assertEquals(0, high.compareTo(number.stated().upTo()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "fewer than 900 companies | 894 | true", "fewer than 900 companies | 905 | false",
            "no fewer than 900 companies | 905 | true", "не более 900 компаний | 894 | true",
            "не менее 900 компаний | 894 | false", "менее 900 компаний | 950 | false", "свыше 890 компаний | 894 | true",
            "900개사 미만 | 894 | true", "from 20 to 25 flights | 22 | false", "от 20 до 25 рейсов | 22 | true",
            "от 20 до 25 рейсов | 26 | false",
            "53 thousand tourists | 53224 | true", "about 18,000 students | 18155 | true",
            "18,000 students | 18155 | false",
            "more than 53,000 tourists | 53900 | true", "about 53,000 tourists | 53900 | false",
            "300명 이상이 | 300 | true", "7만 명을 넘었다 | 53224 | false", "$6.5 billion | 6520000000 | true"})
    void what_is_rounded_is_the_same_as_far_as_it_goes(String text, BigDecimal recorded, boolean isSame) {
        var figure = new Figure(new Figure.Source("c", null, null, "/records/events/claims/c", null), null, null,
                new Brief.Quantity("exactly", recorded, "persons"), null, Set.of(), List.of(), null,
                null);
        assertEquals(isSame, figure.is(Numbers.in(text).findFirst().orElseThrow().stated()));
    }
}
