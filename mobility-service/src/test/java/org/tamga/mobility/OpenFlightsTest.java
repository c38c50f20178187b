package org.tamga.mobility;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

@MobilityTest
class OpenFlightsTest {

    @Test
    void airports_airlines_and_routes_are_taken_in_their_order() {
        var airports = """
                       90001,"First Airport","Townsville","Burma","OFA","OF0A",16.9,96.1,109,6.5,"U","Asia/Yangon","airport","OurAirports"
                       90002,"Second Airport","Otherville","Timor-Leste","OFB","OF0B",-8.5,125.5,154,9,"U","Asia/Dili","airport","OurAirports"
                       90003,"Without Zone","Nowhere","Atlantis","OFC",\\N,-8.5,125.6,154,9,"U",\\N,"airport","OurAirports"
                       90004,"Cut"
                       """;
        Imports.take("airports", "format=openflights&publishedOn=2025-01-01", "text/csv", airports).statusCode(200)
                .body("accepted", equalTo(3), "rejected", equalTo(1))
                .body("problems.code", hasItem("unknown-country"))
                .body("problems.find { it.code == 'column-count' }.line", equalTo(4));
        Api.get("airports?code=OFA&validAt=2025-06-01").body("items", hasSize(1)).body("items[0].country", equalTo("MM"),
                "items[0].zone", equalTo("Asia/Yangon"));

        var airlines = """
                       90001,"Open Airways",\\N,"O7","OFX","OPEN","Myanmar","Y"
                       90002,"Closed Airways",\\N,"O8","OFY","CLOSED","Myanmar","N"
                       """;
        Imports.take("airlines", "format=openflights&publishedOn=2025-01-01", "text/csv", airlines).statusCode(200)
                .body("accepted", equalTo(1), "rejected", equalTo(0));

        var routes = """
                     O7,90001,OFA,90001,OFB,90002,,0,320
                     O7,90001,OFB,90002,OFA,90001,Y,0,320
                     O7,90001,OFA,90001,QXZ,90009,,0,320
                     """;
        Imports.take("flight-schedules", "format=openflights&publishedOn=2026-01-01", "text/csv", routes).statusCode(200)
                .body("accepted", equalTo(1), "rejected", equalTo(1)).body("problems[0].line", equalTo(3));
        Imports.take("flight-schedules", "format=openflights&publishedOn=2026-01-01", "text/csv", routes)
                .body("accepted", equalTo(0), "unchanged", equalTo(1));
        Api.get("flight-schedules?airline=O7&validAt=2026-02-01").body("items", hasSize(1))
                .body("items[0].daysOfOperation", hasSize(7)).body("items[0].sources[0].title", containsString("SYNTHETIC"));
        Api.get("connections?from=MM&to=TL&departAfter=2026-02-01T00:00:00Z").body("items", hasSize(1));
    }

    @Test
    void arrivals_are_a_table_with_named_columns() {
        var table = """
                    origin,destination,period,value,measure,basis,status
                    FJ,TL,2024,1200,overnight,residence,final
                    FJ,TL,2024-07,99,,,
                    FJ,TL,2024,-3,overnight,residence,final
                    FJ,XX,2024,5,,,
                    """;
        var question = "format=arrivals-csv&sourceTitle=Yearbook&sourcePublisher=Statistics";
        Imports.take("visitor-arrivals", question, "text/csv", table).statusCode(200).body("accepted", equalTo(2), "rejected",
                equalTo(2));
        Imports.take("visitor-arrivals", question, "text/csv", table).body("accepted", equalTo(0), "unchanged", equalTo(2));
        Api.get("visitor-arrivals?origin=FJ&destination=TL&period=2024").body("items[0].value", equalTo(1200),
                "items[0].measure", equalTo("overnight"));
        Imports.take("visitor-arrivals", "format=arrivals-csv", "text/csv", table).statusCode(400);
        Imports.take("visitor-arrivals", question, "text/csv", "a,b\n1,2\n").statusCode(422);
    }

    /** Spreadsheets begin a table with a byte order mark, and some write it in the encoding of their country. */
    @Test
    void a_byte_order_mark_is_passed_over_and_what_is_no_utf_8_refused() {
        var arrivals = "format=arrivals-csv&sourceTitle=Yearbook&sourcePublisher=Statistics";
        assertRead("visitor-arrivals", arrivals, "origin,destination,period,value\nFJ,WS,2024,12\n");
        assertRead("visa-regimes", "format=passport-index&publishedOn=2025-01-12",
                "Passport,Destination,Requirement\nFJ,WS,visa free\n");
        assertRead("airports", "format=openflights&publishedOn=2025-01-01",
                "90011,\"Airport\",\"Port\",\"Samoa\",\"OFD\",\"OF0D\",-13.8,-172,60,13,\"U\",\"Pacific/Apia\"\n");
        Imports.take("airports", "format=openflights&publishedOn=2025-01-01", "text/csv",
                "90012,\"A\u00e9roport\",\"Port\",\"Samoa\",\"OFE\",\"OF0E\",-13.8,-172,60,13,\"U\",\"Pacific/Apia\"\n"
                        .getBytes(StandardCharsets.ISO_8859_1))
                .statusCode(422).body("detail", containsString("UTF-8"));
        Imports.take("visitor-arrivals", arrivals, "text/csv",
                "origin,destination,period,value,purpose\nFJ,WS,2023,12,visite priv\u00e9e\n"
                        .getBytes(StandardCharsets.ISO_8859_1))
                .statusCode(422).body("detail", containsString("UTF-8"));
        Api.get("visitor-arrivals?origin=FJ&destination=WS&period=2023").body("items", hasSize(0));
    }

    private static void assertRead(String collection, String question, String file) {
        Imports.take(collection, question, "text/csv", "\uFEFF" + file).statusCode(200).body("accepted", equalTo(1), "rejected",
                equalTo(0));
        Imports.take(collection, question, "text/csv", file).body("unchanged", equalTo(1));
    }
}
