package org.tamga.gateway.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndingsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Посол Казахстана | встреча с послом Казахстана, от посла Казахстана, послу Казахстана, Послы Казахстана | послом Казахстана, посла Казахстана, послу Казахстана, Послы Казахстана",
            "Посол Казахстана | Посольство Казахстана, посольства Казахстана, послание Казахстана, после Казахстана | ''",
            "Министр торговли | министру торговли, министерство торговли | министру торговли",
            "Секретарь Совета | секретарём Совета, секретариат Совета | секретарём Совета",
            "Аким Алматы | акима Алматы, акимат Алматы | акима Алматы",
            "Консул Кореи | консулом Кореи, консульство Кореи, консульского Кореи | консулом Кореи",
            "Глава Агентства | главе Агентства, главный Агентства | главе Агентства",
            "Нургали Арыстанов | Нургали Арыстанову, Нургали Арыстан | Нургали Арыстанову",
            "Казахская Республика | Казахской Республикой | Казахской Республикой",
            "Ambassador of Kazakhstan | the ambassadors of Kazakhstan, ambassadorial of Kazakhstan | ambassadors of Kazakhstan",
            "Minister of Trade | the Ministry of Trade, Minister of Trade’s | Minister of Trade’s",
            "Consul of Korea | Consulate of Korea, consul of Korea | consul of Korea",
            "대사 | 대사는, 대사관, 대사관에서, 대사님께서, 대사급 | 대사는, 대사님께서",
            "카자흐스탄 대사 | 카자흐스탄 대사관의, 카자흐스탄 대사와의 | 카자흐스탄 대사와의",
            "총리 | 총리가, 총리실 | 총리가",
            "Қазақстан елшісі | Қазақстан елшісінің, Қазақстанның елшілері, Қазақстан елшілігі | Қазақстан елшісінің"})
    void a_name_is_found_in_all_its_forms_and_in_no_other_word(String name, String text, String found) {
        assertEquals(found, String.join(", ", Words.findForms(Words.of(text), Words.wordsOf(name))
                .map(word -> text.substring(word.from(), word.to())).toList()));
    }
}
