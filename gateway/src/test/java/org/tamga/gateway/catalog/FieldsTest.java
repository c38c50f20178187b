package org.tamga.gateway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.tamga.gateway.page.Messages;

import com.fasterxml.jackson.databind.ObjectMapper;

class FieldsTest {

    private static final String OCCASION = """
                                           {"gatheringId": "0199e7a0-0000-7000-8000-0000000000c5", "gathering": {"en": "A forum"}}""";

    @Test
    void a_name_beside_the_id_that_leads_to_it_is_not_said_twice() throws Exception {
        var item = new ObjectMapper().readTree(OCCASION);
        var linked = new Fields(Messages.in("en"), (name, id) -> Field.link(name, "The forum", "/records/" + id));
        assertEquals(List.of("The forum"), linked.of(item).stream().map(Field::text).toList());
        // Of what has no page, the name is all that can be read.
        var bare = new Fields(Messages.in("en"), (name, id) -> null);
        assertEquals("A forum", bare.of(item).get(1).text());
    }
}
