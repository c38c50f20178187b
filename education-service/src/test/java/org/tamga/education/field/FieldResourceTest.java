package org.tamga.education.field;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.tamga.education.Api.get;
import static org.tamga.education.Api.put;
import static org.tamga.education.Api.take;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.tamga.education.EducationTest;

@EducationTest
class FieldResourceTest {

    @Test
    void a_list_of_fields_goes_in_with_its_leading_zeros() {
        var table = "code,level,parent,label,label:ru\n05,broad,,\"Natural sciences, mathematics and statistics\",Естественные науки\n"
                + "054,narrow,05,Mathematics and statistics,\n0541,detailed,054,Mathematics,Математика\n"
                + "541,detailed,054,Mathematics,\n0547,detailed,054,Sorcery,\n";
        take("isced-fields", "isced-f-csv", "text/csv", table).statusCode(200)
                .body("accepted", equalTo(3), "rejected", equalTo(2))
                .body("problems.line", hasItem(5)).body("problems.detail", hasItem("is not in ISCED-F 2013"));
        take("isced-fields", "isced-f-csv", "text/csv", table).body("accepted", equalTo(0), "unchanged", equalTo(3));
        get("isced-fields?code=0541").body("items.label.ru", contains("Математика"));
        get("isced-fields?within=05").body("items.code", containsInAnyOrder("05", "054", "0541"));
    }

    @Test
    void a_list_in_one_language_leaves_what_fields_are_called_in_others() {
        take("isced-fields", "isced-f-csv", "text/csv", "code,level,parent,label\n0311,detailed,031,Economics\n")
                .body("accepted", equalTo(1));
        var russian = "code,level,parent,label:ru\n0311,detailed,031,Экономика\n0311,detailed,031,Хозяйство\n";
        take("isced-fields", "isced-f-csv", "text/csv", russian).body("accepted", equalTo(1), "rejected", equalTo(1))
                .body("problems.code", contains("duplicate"));
        get("isced-fields?code=0311").body("items[0].label.en", equalTo("Economics"), "items[0].label.ru",
                equalTo("Экономика"));
        take("isced-fields", "isced-f-csv", "text/csv", russian).body("accepted", equalTo(0), "unchanged", equalTo(1));
    }

    @Test
    void a_field_is_a_part_of_the_one_that_its_code_begins_with() {
        put("isced-fields", UUID.randomUUID(),
                "'code': '0542', 'level': 'detailed', 'parent': '053', 'label': {'en': 'Statistics'}")
                .statusCode(422).body("violations.pointer", contains("/parent"));
        put("isced-fields", UUID.randomUUID(),
                "'code': '542', 'level': 'detailed', 'parent': '54', 'label': {'en': 'Statistics'}")
                .statusCode(422).body("violations.pointer", hasItem("/code"));
    }
}
