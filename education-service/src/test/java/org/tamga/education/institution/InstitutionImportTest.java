package org.tamga.education.institution;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.tamga.education.Api.body;
import static org.tamga.education.Api.editor;
import static org.tamga.education.Api.get;
import static org.tamga.education.Api.record;
import static org.tamga.education.Api.take;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.tamga.education.EducationTest;

import com.fasterxml.jackson.databind.node.ObjectNode;

@EducationTest
class InstitutionImportTest {

    private static final String NEWER = "https://ror.org/005ag3869";
    private static final String OLDER = "https://ror.org/0434dtp78";
    private static final String PHARMACY = "https://ror.org/00ste1919";

    private static String ror(String id, String name, String lang, String more) {
        return """
               {"id": "%s", "names": [{"value": "%s", "lang": "%s", "types": ["label", "ror_display"]},
                 {"value": "XYZU", "lang": null, "types": ["acronym"]}], "status": "active", "types": ["education"],
                "established": 1991, "locations": [{"geonames_details": {"country_code": "UZ", "name": "Bukhara"}}]%s}"""
                .formatted(
                        id, name, lang, more);
    }

    private static String relation(String type, String id) {
        return ", \"relationships\": [{\"type\": \"" + type + "\", \"id\": \"" + id + "\", \"label\": \"\"}]";
    }

    @Test
    void ror_records_go_in_once_with_their_relations_and_odd_ones_are_named() {
        var file = "[" + ror(NEWER, "Buxoro davlat texnika universiteti", "uz", relation("predecessor", OLDER)
                + ", \"domains\": [\"bstu.uz\", \"no domain\"], \"external_ids\": [{\"type\": \"isni\", \"all\": [\"0000\"]}]")
                + ",\n"
                + ror(OLDER, "Bukhara Engineering Institute", "en", relation("successor", NEWER)) + ",\n"
                + ror("https://ror.org/0434dtp79", "Mistyped", "en", "") + ",\n"
                + ror("https://ror.org/02xt0e812", "Tashkent International University", "en",
                        relation("related", "https://ror.org/01xgfaw76"))
                + "]";
        take("institutions", "ror-json", "application/json", file).statusCode(200)
                .body("accepted", equalTo(3), "rejected", equalTo(1), "warnings", equalTo(3))
                .body("problems.find { it.severity == 'error' }.pointer", equalTo("/2/id"))
                .body("problems.code",
                        containsInAnyOrder("not-a-ror-record", "odd-domain", "odd-identifier", "relation-unknown"));
        take("institutions", "ror-json", "application/json", file).statusCode(200).body("accepted", equalTo(0), "unchanged",
                equalTo(3));
        get("institutions?externalId=ror:" + NEWER).body("items[0].kind", equalTo("university"), "items[0].city",
                equalTo("Bukhara"))
                .body("items[0].names.type", contains("official", "acronym"), "items[0].domains", contains("bstu.uz"))
                .body("items[0].sources.title", contains("ROR data dump"));
        String id = get("institutions?externalId=ror:" + NEWER).extract().path("items[0].id");
        get("institutions?externalId=ror:" + OLDER).body("items[0].relations.type", contains("successor"),
                "items[0].relations.institutionId", contains(id));
        get("institutions/" + id).body("relations", empty(), "reciprocalRelations.type", contains("predecessor"));
    }

    @Test
    void records_of_the_older_schema_mean_the_same() {
        var file = """
                   [{"id": "https://ror.org/01rxfrp27", "name": "Termez Institute", "types": ["Education"], "links": ["http://termez.example"],
                     "aliases": ["Institute of Termez"], "acronyms": ["TRMZ"], "status": "active", "established": 1992,
                     "labels": [{"label": "Термезский институт", "iso639": "ru"}], "addresses": [{"city": "Termez", "primary": false}],
                     "country": {"country_name": "Uzbekistan", "country_code": "UZ"},
                     "relationships": [{"type": "Parent", "label": "", "id": "https://ror.org/02n415q13"}],
                     "external_ids": {"ISNI": {"preferred": null, "all": ["0000 0004 0466 0727"]}, "Wikidata": {"preferred": null, "all": "Q990099"},
                       "GRID": {"preferred": "grid.1.2", "all": "grid.1.2"}}},
                    {"id": "https://ror.org/02n415q13", "name": "Termez Academy", "country": {"country_code": "UZ"},
                     "relationships": [{"type": "Child", "label": "", "id": "https://ror.org/01rxfrp27"}]}]""";
        take("institutions", "ror-json", "application/json", file).body("accepted", equalTo(2), "warnings", equalTo(0));
        take("institutions", "ror-json", "application/json", file).body("accepted", equalTo(0), "unchanged", equalTo(2));
        get("institutions?externalId=wikidata:Q990099").body("items[0].names.text",
                contains("Termez Institute", "Термезский институт", "Institute of Termez", "TRMZ"))
                .body("items[0].names.type", contains("official", "official", "alias", "acronym"))
                .body("items[0].names[1].lang", equalTo("ru"), "items[0].country", equalTo("UZ"), "items[0].city",
                        equalTo("Termez"))
                .body("items[0].establishedYear", equalTo(1992), "items[0].identifiers.scheme",
                        contains("ror", "isni", "wikidata"));
    }

    @Test
    void what_other_sources_told_stays_and_the_merging_is_said() {
        var id = record("institutions", "'names': [{'text': 'Pharmacy School', 'type': 'alias'}], 'kind': 'institute',"
                + " 'country': 'UZ', 'identifiers': [{'scheme': 'ror', 'value': '" + PHARMACY + "'}]");
        var file = "[" + ror(PHARMACY, "Tashkent Pharmaceutical Institute", "en", "") + "]";
        take("institutions", "ror-json", "application/json", file).body("accepted", equalTo(1), "problems.code",
                contains("merged"), "problems[0].detail", containsString(id.toString()));
        get("institutions/" + id).body("names.text",
                contains("Pharmacy School", "Tashkent Pharmaceutical Institute", "XYZU"))
                .body("sources.title", contains("Test data", "ROR data dump"));
        take("institutions", "ror-json", "application/json", file).body("accepted", equalTo(0), "unchanged", equalTo(1));
    }

    @Test
    void a_country_that_nobody_knows_is_named_and_the_rest_of_the_file_goes_in() {
        var file = "[" + ror("https://ror.org/04q2vth73", "University of Pristina", "en", "").replace("UZ", "XK") + ", "
                + ror("https://ror.org/04q2vtj70", "Samarkand Institute of Tea", "en", "") + "]";
        take("institutions", "ror-json", "application/json", file).statusCode(200)
                .body("accepted", equalTo(2), "rejected", equalTo(0)).body("problems.code", contains("odd-country"))
                .body("problems[0].pointer", equalTo("/0/locations/0/geonames_details/country_code"))
                .body("problems[0].detail", containsString("XK"));
        get("institutions?externalId=ror:https://ror.org/04q2vth73").body("items[0].country", nullValue(), "items[0].city",
                equalTo("Bukhara"));
    }

    @Test
    void what_an_editor_added_to_a_file_s_record_is_still_there_when_the_file_comes_again() {
        var file = "[" + ror("https://ror.org/04q2vtk67", "Navoi Institute of Wool", "en", "") + "]";
        staysAsEdited("ror-json", file, "UZ", "Navoi Institute of Wool", "IAU-020001");
        staysAsEdited("domains-json", "[" + entry("Falesti Institute of Wool", "falesti.md") + "]", "MD",
                "Falesti Institute of Wool", "IAU-020002");
    }

    private static void staysAsEdited(String format, String file, String country, String name, String whed) {
        take("institutions", format, "application/json", file).body("accepted", equalTo(1));
        String id = get("institutions?country=" + country + "&q=" + name).extract().path("items[0].id");
        var edited = given().get("/api/education/institutions/" + id).as(ObjectNode.class);
        edited.withArray("names").addObject().put("text", "Жүн институты").put("lang", "kk").put("type", "official");
        edited.withArray("identifiers").addObject().put("scheme", "whed").put("value", whed);
        edited.withArray("sources").addObject().put("type", "official-register").put("title", "WHED").put("publisher", "IAU");
        editor().body(edited.toString()).header("If-Match", "\"1\"").put("/api/education/institutions/" + id).then()
                .statusCode(200);
        take("institutions", format, "application/json", file).body("accepted", equalTo(0), "unchanged", equalTo(1))
                .body("problems.code", contains("merged"));
        get("institutions/" + id).body("names.text", hasItems(name, "Жүн институты"))
                .body("identifiers.scheme", hasItem("whed"), "sources.publisher", hasItem("IAU"));
    }

    @Test
    void a_file_that_is_no_list_of_ror_records_is_refused_whole() {
        take("institutions", "ror-json", "application/json", "{}").statusCode(422);
        take("institutions", "ror-json", "application/json", "[" + ror(NEWER, "X", "en", "")).statusCode(422);
    }

    private static String entry(String name, String domain) {
        return "{\"name\": \"" + name + "\", \"alpha_two_code\": \"MD\", \"country\": \"Moldova\", \"domains\": [\"" + domain
                + "\"], \"web_pages\": [\"http://" + domain + "/\"]}";
    }

    @Test
    void duplicates_wrong_domains_and_what_is_recorded_are_reported_and_not_merged() {
        record("institutions", "'names': [{'text': 'Balti State University', 'lang': 'en', 'type': 'official'}],"
                + " 'kind': 'university', 'country': 'MD', 'domains': ['usarb.md']");
        record("institutions", "'names': [{'text': 'Comrat State University', 'lang': 'en', 'type': 'official'}],"
                + " 'kind': 'university', 'country': 'MD', 'domains': ['kdu.md']");
        var file = "[" + String.join(",\n",
                entry("Academy of Transport of Moldova", "atic.md"),
                entry("Academy of Transport of Moldova", "atic2.md"),
                entry("Akademy of Transport of Moldova", "transport.md"),
                entry("Slavonic University", "atic.md"),
                entry("Balti State University", "usarb.md"),
                entry("Trade Cooperative University", "usarb.md"),
                entry("Comrat University", "other.md"),
                entry("Tiraspol Polytechnic", "www.tiraspol.ro"),
                "{\"name\": \"\", \"alpha_two_code\": \"MD\"}", "{\"name\": \"X\", \"alpha_two_code\": \"XX\"}") + "]";
        var report = take("institutions", "domains-json", "application/json", file).statusCode(200).body("accepted",
                equalTo(2));
        report.body("problems.findAll { it.severity == 'error' }.pointer",
                containsInAnyOrder("/1", "/2", "/3/domains", "/4", "/5/domains", "/6", "/8/name", "/9/alpha_two_code"))
                .body("problems.code", hasItems("duplicate", "likely-duplicate", "recorded", "wrong-domain", "likely-recorded",
                        "odd-domain", "domain-abroad"));
        take("institutions", "domains-json", "application/json", file).body("accepted", equalTo(0), "unchanged", equalTo(2));
        get("institutions?country=MD&domain=tiraspol.ro").body("items", hasSize(1));
    }

    @Test
    void a_table_of_institutions_goes_in_by_its_identifiers_or_names() {
        var table = "name,name:ru,acronym,kind,country,wikidata,domains,establishedYear\r\n"
                + "Saimaa School,Школа Саймаа,SSX,school,FI,Q990011,saimaa.fi; saimaa.example.fi,1999\r\n"
                + "Nameless Kind,,,palace,FI,,,\r\nOld One,,,college,FI,,,ancient\r\n"
                + "Oulu College,,,college,FI,,,\r\n";
        take("institutions", "institutions-csv", "text/csv", table).statusCode(200)
                .body("accepted", equalTo(2), "rejected", equalTo(2)).body("problems.line", contains(3, 4))
                .body("problems.pointer", contains("/kind", "/establishedYear"));
        take("institutions", "institutions-csv", "text/csv", table).body("accepted", equalTo(0), "unchanged", equalTo(2));
        get("institutions?externalId=wikidata:Q990011").body("items[0].names.text",
                contains("Saimaa School", "Школа Саймаа", "SSX"), "items[0].names[1].lang", equalTo("ru"))
                .body("items[0].domains", contains("saimaa.fi", "saimaa.example.fi"));
        var twice = "name,kind,country,wikidata,validFrom\r\nVaasa School,school,FI,Q990012,2020-01-01\r\n"
                + "Vaasa College,college,FI,Q990012,2024-01-01\r\nVasa,school,FI,Q990012,2020-01-01\r\n"
                + "Kemi School,school,FI,,\r\nKemi School,college,FI,,\r\n";
        take("institutions", "institutions-csv", "text/csv", twice).body("accepted", equalTo(3), "rejected", equalTo(2))
                .body("problems.code", contains("duplicate", "duplicate"), "problems.line", contains(4, 6));
        take("institutions", "institutions-csv", "text/csv", "name,colour\r\nX,red\r\n").statusCode(422)
                .body("detail", containsString("kind is missing")).body("detail", containsString("colour"));
    }

    @Test
    void a_table_adds_to_what_others_told_and_takes_nothing_away() {
        var id = record("institutions", "'names': [{'text': 'Riga Lyceum', 'type': 'official'}], 'kind': 'school',"
                + " 'country': 'LV', 'domains': ['riga-lyceum.lv'], 'validTo': '2020-01-01',"
                + " 'identifiers': [{'scheme': 'wikidata', 'value': 'Q990021'}]");
        var later = "'names': [{'text': 'Riga College', 'type': 'official'}], 'kind': 'college', 'country': 'LV',"
                + " 'validFrom': '2020-01-01', 'confidence': 'confirmed',"
                + " 'identifiers': [{'scheme': 'wikidata', 'value': 'Q990021'}]";
        editor().body(body(later)).header("If-Match", "\"1\"").put("/api/education/institutions/" + id).then().statusCode(200);
        var table = "name,name:lv,kind,country,city,wikidata\r\nRiga School,Rīgas koledža,university,LV,Riga,Q990021\r\n";
        take("institutions", "institutions-csv", "text/csv", table).body("rejected", equalTo(0), "problems.code",
                contains("merged"), "problems[0].detail", containsString(id.toString()));
        get("institutions/" + id).body("names.text", contains("Riga College", "Riga School", "Rīgas koledža"))
                .body("kind", equalTo("college"), "city", equalTo("Riga"), "validFrom", equalTo("2020-01-01"))
                .body("confidence", equalTo("confirmed"), "sources.title", contains("Test data", "Table of institutions"));
        get("institutions/" + id + "?validAt=2019-12-31").body("names.text", hasItem("Riga Lyceum"))
                .body("domains", contains("riga-lyceum.lv"), "kind", equalTo("school"), "validTo", equalTo("2020-01-01"));
        take("institutions", "institutions-csv", "text/csv", table).body("accepted", equalTo(0), "rejected", equalTo(0));
        var dated = "id,name,kind,validFrom\r\n" + id + ",Riga Academy,college,2024-01-01\r\n";
        take("institutions", "institutions-csv", "text/csv", dated).body("accepted", equalTo(1), "rejected", equalTo(0));
        get("institutions/" + id + "?validAt=2023-12-31").body("names.text", not(hasItem("Riga Academy")));
        get("institutions/" + id + "?validAt=2024-01-01").body("names.text", hasItems("Riga College", "Riga Academy"));
        take("institutions", "institutions-csv", "text/csv", dated).body("accepted", equalTo(0), "rejected", equalTo(0));
    }

    @Test
    void periods_of_one_institution_in_a_table_are_the_same_in_whichever_order_and_however_often() {
        var heading = "name,kind,country,wikidata,validFrom\r\n";
        var former = "Liepaja School,school,LV,Q990022,2020-01-01\r\n";
        var latter = "Liepaja College,college,LV,Q990022,2024-01-01\r\n";
        take("institutions", "institutions-csv", "text/csv", heading + latter + former).body("accepted", equalTo(2));
        for (var table : List.of(heading + latter + former, heading + former + latter)) {
            take("institutions", "institutions-csv", "text/csv", table).body("accepted", equalTo(0), "unchanged", equalTo(2));
        }
        get("institutions?externalId=wikidata:Q990022").body("items[0].names.text", contains("Liepaja College"));
        get("institutions?externalId=wikidata:Q990022&validAt=2023-12-31").body("items[0].names.text",
                contains("Liepaja School"), "items[0].validTo", equalTo("2024-01-01"));
        // A later table that no longer has the second takes the place of both.
        take("institutions", "institutions-csv", "text/csv", heading + former.replace("2020", "2019")).body("rejected",
                equalTo(0));
        get("institutions?externalId=wikidata:Q990022").body("items[0].names.text", contains("Liepaja School"));
    }

    @Test
    void a_record_that_is_refused_takes_none_of_its_relatives_with_it() {
        record("institutions", "'names': [{'text': 'Holder', 'type': 'official'}], 'kind': 'institute', 'country': 'UZ',"
                + " 'identifiers': [{'scheme': 'wikidata', 'value': 'Q990023'}]");
        var early = "https://ror.org/04q2vtm64";
        var old = "https://ror.org/04q2vtn61";
        var child = "https://ror.org/04q2vtp58";
        var related = "https://ror.org/04q2vtq55";
        var taken = "https://ror.org/04q2vtr52";
        var file = "[" + String.join(",\n",
                ror(early, "Jizzakh Institute of Silk", "en", relation("child", old)),
                ror(old, "Jizzakh Academy", "en", relation("parent", early)).replace("1991", "700"),
                ror(child, "Jizzakh School", "en", relation("parent", old)),
                ror(related, "Jizzakh College", "en", relation("related", child)),
                ror(taken, "Jizzakh Lyceum", "en", relation("related", related)
                        + ", \"external_ids\": [{\"type\": \"wikidata\", \"all\": [\"Q990023\"]}]"),
                ror("https://ror.org/04q2vts49", "Jizzakh Centre", "en", relation("related", taken))) + "]";
        take("institutions", "ror-json", "application/json", file).statusCode(200)
                .body("accepted", equalTo(4), "rejected", equalTo(2))
                .body("problems.findAll { it.severity == 'error' }.pointer",
                        containsInAnyOrder(startsWith("/1"), startsWith("/4")))
                .body("problems.findAll { it.code == 'relation-unknown' }.pointer",
                        containsInAnyOrder("/0/relationships", "/2/relationships", "/5/relationships"));
        String id = get("institutions?externalId=ror:" + child).extract().path("items[0].id");
        get("institutions?externalId=ror:" + related).body("items[0].relations.institutionId", contains(id));
        get("institutions?externalId=ror:" + early).body("items[0].relations", empty());
        take("institutions", "ror-json", "application/json", file).body("accepted", equalTo(0), "unchanged", equalTo(4));
    }
}
