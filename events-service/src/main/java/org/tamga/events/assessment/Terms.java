package org.tamga.events.assessment;

import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The units and the labels of breakdowns that measures have, which are in English, in Russian, Kazakh and Korean. */
final class Terms {

    /** The languages of an explanation, of which the first is that of the measures. */
    static final List<String> LANGUAGES = List.of("en", "ru", "kk", "ko");

    private static final Pattern SEPARATOR = Pattern.compile("(?<=, |: )");
    private static final String DAY = "(\\d{4}-\\d\\d-\\d\\d)";
    /** What has a date or a number in it. No word of these has an ending that depends on that. */
    private static final Map<Pattern, List<String>> WITH_A_VALUE = Map.of(
            Pattern.compile("from " + DAY), List.of("from $1", "с $1", "$1 күнінен бастап", "$1부터"),
            Pattern.compile("vintage " + DAY),
            List.of("vintage $1", "версия данных от $1", "$1 күнгі деректер нұсқасы", "$1 자 데이터"),
            Pattern.compile("in (\\d+) days"), List.of("in $1 days", "за период (дней: $1)", "$1 күнде", "$1일 중"));

    private static final Map<String, List<String>> WORDS = Map.ofEntries(
            // Units.
            word("agreements", "соглашения", "келісімдер", "협정"),
            word("companies", "компании", "компаниялар", "기업"),
            word("days", "дни", "күндер", "일"),
            word("flights", "рейсы", "рейстер", "항공편"),
            word("flights-per-week", "рейсы в неделю", "аптасына рейстер", "주간 항공편"),
            word("partnerships", "партнёрства", "серіктестіктер", "협력 관계"),
            word("persons", "люди", "адамдар", "사람"),
            word("places", "места", "орындар", "정원"),
            word("presences", "подразделения", "бөлімшелер", "거점"),
            word("routes", "маршруты", "бағыттар", "노선"),
            word("unspecified", "не указано, чего", "ненің саны екені көрсетілмеген", "단위 미상"),
            word("unit not stated", "единица не указана", "бірлігі көрсетілмеген", "단위 미상"),
            // How sure it is, and of which stage.
            word("planned", "планируется", "жоспарланған", "계획"),
            word("disputed", "оспаривается", "даулы", "이견 있음"),
            word("planned or disputed", "планируется или оспаривается", "жоспарланған немесе даулы", "계획 또는 이견 있음"),
            word("more-than", "более", "көрсетілгеннен көп", "초과"),
            word("at-least", "не менее", "кемінде", "이상"),
            word("about", "около", "шамамен", "약"),
            word("at-most", "не более", "ең көбі", "이하"),
            word("term not recorded", "срок не зафиксирован", "мерзімі тіркелмеген", "기간 기록 없음"),
            word("for all origins together", "по всем странам происхождения вместе", "барлық шыққан елдер бойынша бірге",
                    "모든 출신국 합계"),
            word("cannot be put together", "нельзя свести воедино", "біріктіріп есептеуге болмайды", "합산 불가"),
            word("not counted", "не учитывается", "есепке алынбайды", "집계 제외"),
            word("permitted", "разрешено", "рұқсат етілген", "허가"),
            word("announced", "объявлено", "жарияланған", "발표"),
            word("scheduled", "по расписанию", "кесте бойынша", "운항 계획"),
            word("operated", "выполнено", "орындалған", "운항"),
            word("stage not stated", "стадия не указана", "кезеңі көрсетілмеген", "단계 미상"),
            word("by schedules", "по расписаниям", "кестелер бойынша", "운항 시각표 기준"),
            // How it is counted.
            word("traffic right", "право перевозок", "тасымал құқығы", "운수권"),
            word("counting basis not stated", "способ подсчёта не указан", "санау тәсілі көрсетілмеген", "계산 방식 미상"),
            word("per-side", "с каждой стороны", "әр тараптан", "국가별"),
            word("per-direction", "в каждом направлении", "әр бағытта", "방향별"),
            word("total", "всего", "барлығы", "합계"),
            word("one-way", "в одну сторону", "бір бағытта", "편도"),
            word("each-way", "в каждую сторону", "әр бағытта", "방향별"),
            // Stays.
            word("per-entry", "за въезд", "әр кіруде", "입국당"),
            word("window", "окно", "кезең", "기간"),
            word("rolling-backward", "назад от каждого дня", "әр күннен кері", "매일 소급 계산"),
            word("anchored-first-entry", "от первого въезда", "алғашқы кіруден", "최초 입국일 기준"),
            word("calendar-year", "календарный год", "күнтізбелік жыл", "역년"),
            word("unknown", "неизвестно", "белгісіз", "알 수 없음"),
            word("no-admission", "въезд закрыт", "кіруге тыйым салынған", "입국 불가"),
            word("visa-required", "нужна виза", "виза қажет", "비자 필요"),
            word("visa-on-arrival", "виза по прибытии", "келгенде берілетін виза", "도착 비자"),
            word("e-visa", "электронная виза", "электрондық виза", "전자 비자"),
            // Visitors and shares.
            word("visitors by residence", "посетители по месту жительства", "келушілер, тұратын жері бойынша", "거주지 기준 방문객"),
            word("visitors by citizenship", "посетители по гражданству", "келушілер, азаматтығы бойынша", "국적 기준 방문객"),
            word("overnight by residence", "ночующие по месту жительства", "түнейтіндер, тұратын жері бойынша",
                    "거주지 기준 숙박 방문객"),
            word("overnight by citizenship", "ночующие по гражданству", "түнейтіндер, азаматтығы бойынша", "국적 기준 숙박 방문객"),
            word("visitors by unknown", "посетители по неизвестному признаку", "келушілер, белгісіз негіз бойынша",
                    "기준 미상 방문객"),
            word("overnight by unknown", "ночующие по неизвестному признаку", "түнейтіндер, белгісіз негіз бойынша",
                    "기준 미상 숙박 방문객"),
            word("same-day by residence", "однодневные посетители по месту жительства",
                    "бір күндік келушілер, тұратын жері бойынша", "거주지 기준 당일 방문객"),
            word("same-day by citizenship", "однодневные посетители по гражданству",
                    "бір күндік келушілер, азаматтығы бойынша", "국적 기준 당일 방문객"),
            word("same-day by unknown", "однодневные посетители по неизвестному признаку",
                    "бір күндік келушілер, белгісіз негіз бойынша", "기준 미상 당일 방문객"),
            word("unspecified by residence", "посетители без уточнения, по месту жительства",
                    "нақтыланбаған келушілер, тұратын жері бойынша", "거주지 기준 방문객(구분 미상)"),
            word("unspecified by citizenship", "посетители без уточнения, по гражданству",
                    "нақтыланбаған келушілер, азаматтығы бойынша", "국적 기준 방문객(구분 미상)"),
            word("unspecified by unknown", "посетители без уточнения, по неизвестному признаку",
                    "нақтыланбаған келушілер, белгісіз негіз бойынша", "기준 미상 방문객(구분 미상)"),
            word("share", "доля", "үлесі", "지분"),
            word("at least 10 per cent", "не менее 10 процентов", "кемінде 10 пайыз", "10% 이상"),
            word("over 50 per cent", "более 50 процентов", "50 пайыздан көп", "50% 초과"),
            // Kinds.
            word("type", "вид", "түрі", "종류"),
            word("kind", "вид", "түрі", "종류"),
            word("entityType", "вид", "түрі", "종류"),
            word("company", "компания", "компания", "회사"),
            word("branch", "филиал", "филиал", "지점"),
            word("representative-office", "представительство", "өкілдік", "대표 사무소"),
            word("state-body", "государственный орган", "мемлекеттік орган", "국가 기관"),
            word("sole-trader", "индивидуальный предприниматель", "жеке кәсіпкер", "개인 사업자"),
            // Agreements.
            word("mou", "меморандум о взаимопонимании", "өзара түсіністік меморандумы", "양해각서"),
            word("cooperation", "соглашение о сотрудничестве", "ынтымақтастық туралы келісім", "협력 협정"),
            word("branch-office", "представительство", "өкілдік", "지사"),
            word("joint-council", "совместный совет", "бірлескен кеңес", "공동 협의회"),
            word("fta", "соглашение о свободной торговле", "еркін сауда туралы келісім", "자유무역협정"),
            word("investment", "инвестиционное соглашение", "инвестициялық келісім", "투자 협정"),
            // Partnerships.
            word("interinstitutional-agreement", "соглашение между вузами", "оқу орындары арасындағы келісім", "기관 간 협정"),
            word("joint-programme", "совместная программа", "бірлескен бағдарлама", "공동 과정"),
            word("dual-degree", "двойной диплом", "қос диплом", "복수 학위"),
            word("research-centre", "исследовательский центр", "зерттеу орталығы", "연구 센터"),
            word("consortium", "консорциум", "консорциум", "컨소시엄"),
            // Presences.
            word("branch-campus", "филиал", "филиал", "분교"),
            word("joint-university", "совместный университет", "бірлескен университет", "공동 대학교"),
            word("joint-school", "совместная школа", "бірлескен мектеп", "공동 학부"),
            word("franchise", "франшиза", "франшиза", "프랜차이즈"),
            word("representation", "представительство", "өкілдік", "대표부"),
            word("centre", "центр", "орталық", "센터"));

    private Terms() {
    }

    private static Map.Entry<String, List<String>> word(String english, String russian, String kazakh, String korean) {
        return Map.entry(english, List.of(english, russian, kazakh, korean));
    }

    /** A unit or a label in the language of that number; what is no word of these, such as a name, stays as it is. */
    static String in(int language, String english) {
        return SEPARATOR.splitAsStream(english).map(part -> {
            var end = part.endsWith(", ") || part.endsWith(": ") ? part.length() - 2 : part.length();
            return term(language, part.substring(0, end)) + part.substring(end);
        }).collect(Collectors.joining());
    }

    private static String term(int language, String english) {
        var known = WORDS.get(english);
        return known != null
                ? known.get(language)
                : WITH_A_VALUE.entrySet().stream().filter(words -> words.getKey().matcher(english).matches())
                        .map(words -> words.getKey().matcher(english).replaceFirst(words.getValue().get(language)))
                        .findFirst().orElse(english);
    }

    /** A number as it is written in that language. */
    static String in(int language, Number number) {
        var format = NumberFormat.getInstance(Locale.forLanguageTag(LANGUAGES.get(language)));
        format.setMaximumFractionDigits(20);
        return format.format(number);
    }
}
