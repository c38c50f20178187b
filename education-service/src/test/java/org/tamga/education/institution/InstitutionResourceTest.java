package org.tamga.education.institution;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.tamga.education.Api.CHANGES;
import static org.tamga.education.Api.body;
import static org.tamga.education.Api.editor;
import static org.tamga.education.Api.get;
import static org.tamga.education.Api.put;
import static org.tamga.education.Api.record;
import static org.tamga.education.Api.take;

import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.tamga.education.EducationTest;

import io.restassured.response.ValidatableResponse;

@EducationTest
class InstitutionResourceTest {

    private static String named(String name, String more) {
        return "'names': [{'text': '" + name + "', 'lang': 'en', 'type': 'official'}], 'kind': 'university', 'country': 'KR'"
                + more;
    }

    private static String relation(String type, UUID other) {
        return ", 'relations': [{'type': '" + type + "', 'institutionId': '" + other + "'}]";
    }

    @Test
    void an_institution_is_found_by_an_identifier_of_another_register() {
        var id = record("institutions",
                named("Pusan", ", 'identifiers': [{'scheme': 'ror', 'value': 'https://ror.org/01an57a31'},"
                        + " {'scheme': 'isni', 'value': '0000 0001 0719 8572'}]"));
        get("institutions?externalId=ror:https://ror.org/01an57a31").statusCode(200).body("items.id", contains(id.toString()));
        get("institutions?externalId=isni:0000000107198572").body("items.id", contains(id.toString()));
        get("institutions?externalId=isni:0000 0001 0719 8572").body("items.id", contains(id.toString()));
        get("institutions?externalId=ror:https://ror.org/000vpa912").body("items", empty());
        get("institutions?externalId=grid:1").statusCode(400).body("detail",
                containsString("externalId begins with one of ror"));
    }

    @Test
    void an_identifier_that_cannot_be_one_is_refused_where_it_stands() {
        put("institutions", UUID.randomUUID(), named("X", ", 'identifiers': [{'scheme': 'wikidata', 'value': 'Q1'},"
                + " {'scheme': 'ror', 'value': 'https://ror.org/01an57a32'}]")).statusCode(422)
                .body("violations.pointer", contains("/identifiers/1/value"));
    }

    @Test
    void an_identifier_names_one_institution_at_a_time() {
        var identifier = ", 'identifiers': [{'scheme': 'wikidata', 'value': 'Q77777'}]";
        var id = record("institutions", named("One", identifier));
        put("institutions", UUID.randomUUID(), named("Other", identifier)).statusCode(409)
                .body("detail", containsString(id.toString()));
    }

    @Test
    void a_relation_is_shown_on_both_sides_though_only_one_says_it() {
        var parent = record("institutions", named("Parent", ""));
        var child = record("institutions", named("Child", relation("parent", parent)));
        get("institutions/" + parent).body("reciprocalRelations.type", contains("child"),
                "reciprocalRelations.institutionId", contains(child.toString()), "relations", empty());
        get("institutions/" + child).body("reciprocalRelations", empty());
    }

    @Test
    void no_institution_is_its_own_grandparent_whichever_side_says_so() {
        var top = record("institutions", named("Top", ""));
        var middle = record("institutions", named("Middle", relation("parent", top)));
        var bottom = record("institutions", named("Bottom", ""));
        editor().body(body(named("Middle", ", 'relations': [{'type': 'parent', 'institutionId': '" + top
                + "'}, {'type': 'child', 'institutionId': '" + bottom + "'}]"))).header("If-Match", "\"1\"")
                .put("/api/education/institutions/" + middle).then().statusCode(200);
        editor().body(body(named("Top", relation("parent", bottom)))).header("If-Match", "\"1\"")
                .put("/api/education/institutions/" + top).then().statusCode(422)
                .body("violations.pointer", contains("/relations"));
        editor().body(body(named("Bottom", relation("child", top)))).header("If-Match", "\"1\"")
                .put("/api/education/institutions/" + bottom).then().statusCode(422)
                .body("violations.pointer", contains("/relations"));
    }

    @Test
    void a_relation_to_what_is_not_recorded_is_refused() {
        put("institutions", UUID.randomUUID(), named("X", relation("related", UUID.randomUUID()))).statusCode(422)
                .body("violations.pointer", hasItem("/relations/0/institutionId"));
    }

    @Test
    void an_institution_has_as_many_relatives_as_the_largest_of_ror() {
        var ids = Stream.generate(UUID::randomUUID).limit(1200).toList();
        take("institutions", "ndjson", "application/x-ndjson",
                ids.stream().map(id -> body(named("Laboratory", ", 'id': '" + id + "'"))).collect(Collectors.joining("\n")))
                .body("accepted", equalTo(1200));
        var centre = record("institutions", named("Centre", ", 'relations': [" + ids.stream()
                .map(id -> "{'type': 'child', 'institutionId': '" + id + "'}").collect(Collectors.joining(", ")) + "]"));
        get("institutions/" + centre).body("relations", hasSize(1200));
        get("institutions/" + ids.get(1199)).body("reciprocalRelations.institutionId", contains(centre.toString()));
    }

    @Test
    void a_new_name_and_a_successor_are_told_by_their_names() {
        var successor = record("institutions", named("New", ""));
        var id = record("institutions", named("Old", ""));
        editor().body(body(named("Old Name", ", 'validFrom': '2020-01-01'"))).header("If-Match", "\"1\"")
                .put("/api/education/institutions/" + id).then().statusCode(200);
        editor().body(
                body(named("Old Name", ", 'validFrom': '2021-01-01', 'status': 'inactive'" + relation("successor", successor))))
                .header("If-Match", "\"2\"").put("/api/education/institutions/" + id).then().statusCode(200)
                .body("status", equalTo("inactive"));
        CHANGES.awaitAll(id, "recorded", "renamed", "merged");
    }

    @Test
    void a_new_name_that_follows_the_former_ones_end_is_told_by_its_name() {
        var id = record("institutions", named("Old", ", 'validTo': '2020-01-01'"));
        editor().body(body(named("Old Name", ", 'validFrom': '2020-01-01'"))).header("If-Match", "\"1\"")
                .put("/api/education/institutions/" + id).then().statusCode(200);
        CHANGES.awaitAll(id, "recorded", "renamed");
    }

    @Test
    void that_one_came_of_another_is_told_by_its_name_whichever_side_says_so() {
        var former = record("institutions", named("Former", ""));
        var id = record("institutions", named("Latter", ""));
        editor().body(body(named("Latter", ", 'validFrom': '2021-01-01'" + relation("predecessor", former))))
                .header("If-Match", "\"1\"").put("/api/education/institutions/" + id).then().statusCode(200);
        CHANGES.awaitAll(id, "recorded", "merged");
    }

    @Test
    void no_institution_comes_after_itself() {
        var first = record("institutions", named("First", ""));
        var second = record("institutions", named("Second", relation("predecessor", first)));
        editor().body(body(named("First", relation("predecessor", second)))).header("If-Match", "\"1\"")
                .put("/api/education/institutions/" + first).then().statusCode(422)
                .body("violations.detail", contains(containsString("its own successor")));
    }

    @Test
    void an_institution_is_linked_data_for_whoever_asks() {
        var parent = record("institutions", named("Ministry", ""));
        var id = record("institutions", named("Kaya", ", 'city': 'Gimhae', 'establishedYear': 1993, 'domains': ['kaya.ac.kr'],"
                + " 'identifiers': [{'scheme': 'wikidata', 'value': 'Q12583494'}]" + relation("parent", parent)));
        given().accept("application/ld+json").get("/api/education/institutions/" + id).then().statusCode(200)
                .contentType(containsString("application/ld+json"))
                .body("'@context'", equalTo("https://schema.org"), "'@type'", equalTo("CollegeOrUniversity"))
                .body("name[0].'@value'", equalTo("Kaya"), "name[0].'@language'", equalTo("en"))
                .body("sameAs", contains("http://www.wikidata.org/entity/Q12583494"), "foundingDate", equalTo("1993"))
                .body("address.addressLocality", equalTo("Gimhae"), "address.addressCountry", equalTo("KR"))
                .body("parentOrganization.'@id'", contains("/api/education/institutions/" + parent))
                .body("subjectOf.name", contains("Test data"));
        given().accept("application/ld+json").get("/api/education/institutions/" + parent).then()
                .body("subOrganization.'@id'", contains("/api/education/institutions/" + id));
        given().get("/api/education/institutions/" + id).then().contentType(containsString("application/json"))
                .body("kind", equalTo("university"));
        given().accept("application/json").get("/q/openapi?format=json").then()
                .body("paths.'/api/education/institutions/{id}'.get.responses.'200'.content.keySet()",
                        containsInAnyOrder("application/json", "application/ld+json"));
    }

    @Test
    void an_institution_that_others_refer_to_is_not_withdrawn_before_they_are() {
        var home = record("institutions", named("Home", ", 'validFrom': '2000-01-01'"));
        var partnership = record("partnerships", "'parties': [{'institutionId': '" + home
                + "'}, {'organisation': 'Academy'}], 'type': 'mou'");
        var presence = record("presences", "'homeIds': ['" + home + "'], 'hostCountry': 'KZ', 'kind': 'joint-school'");
        retract("institutions/" + home, 1, "").statusCode(409).body("type", containsString("conflict"))
                .body("detail", containsString("partnership " + partnership))
                .body("detail", containsString("presence " + presence));
        get("institutions/" + home).statusCode(200).body("version", equalTo(1));
        // A part of its days may go: what refers to it still refers to something.
        retract("institutions/" + home, 1, ", 'validTo': '2001-01-01'").statusCode(200);
        retract("partnerships/" + partnership, 1, "").statusCode(200);
        retract("institutions/" + home, 2, "").statusCode(409).body("detail", not(containsString("partnership ")));
        retract("presences/" + presence, 1, "").statusCode(200);
        retract("institutions/" + home, 2, "").statusCode(200);
        put("partnerships", UUID.randomUUID(), "'parties': [{'institutionId': '" + home
                + "'}, {'organisation': 'Academy'}], 'type': 'mou'").statusCode(422)
                .body("violations.pointer", contains("/parties/0/institutionId"));
    }

    private static ValidatableResponse retract(String address, int version, String more) {
        return editor().header("If-Match", "\"" + version + "\"").body(body("'because': 'never was'" + more))
                .post("/api/education/" + address + "/retraction").then();
    }
}
