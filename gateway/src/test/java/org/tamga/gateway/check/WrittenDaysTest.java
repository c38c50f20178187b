package org.tamga.gateway.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenDaysTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "С 29.11.2014 действует соглашение. | 29.11.2014 = 2014-11-29",
            "Подписано 9.1.2025 г. в Сеуле. | 9.1.2025 г. = 2025-01-09",
            "협정은 2014.11.29 발효되었다. | 2014.11.29 = 2014-11-29",
            "협정은 2014. 11. 29. 발효되었다. | 2014. 11. 29. = 2014-11-29",
            "협정은 2014년 11월 29일 발효되었다. | 2014년 11월 29일 = 2014-11-29",
            "In force since 29/11/2014 or 11/29/2014 or 2014/11/29. | 29/11/2014 = 2014-11-29, 11/29/2014 = 2014-11-29, 2014/11/29 = 2014-11-29",
            "Signed on 03/04/2025 and on 05/05/2025. | 03/04/2025 = null, 05/05/2025 = 2025-05-05",
            "On Dec. 17, 2025, on 17 Dec 2025, on 17th of December 2025 and on Sept. 5, 2025 | Dec. 17, 2025 = 2025-12-17, 17 Dec 2025 = 2025-12-17, 17th of December 2025 = 2025-12-17, Sept. 5, 2025 = 2025-09-05",
            "17 дек. 2025 г., 5 сент. 2025 г. и 17 декабря 2025 года | 17 дек. 2025 г. = 2025-12-17, 5 сент. 2025 г. = 2025-09-05, 17 декабря 2025 года = 2025-12-17",
            "Version 3.4, 32.11.2014, 29.13.2014, 1.29.11.2014, 12.5 million, 10/30, 17 мира 2025 | ''"})
    void days_are_found_however_they_are_written(String text, String days) {
        assertEquals(days, TextCheck.written(text).stream().sorted((one, other) -> one.from() - other.from())
                .map(day -> text.substring(day.from(), day.to()) + " = " + day.day()).collect(Collectors.joining(", ")));
    }
}
