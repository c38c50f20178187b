package org.tamga.local.suite;

import java.util.List;
import java.util.stream.Stream;

/** What a person needs to know once all is up. */
record Welcome(Ports ports, List<Application> applications) {

    List<String> lines() {
        String gateway = "http://127.0.0.1:" + ports.base();
        String example = applications.contains(Application.TRADE) ? "/api/trade/companies?limit=1" : "/";
        Stream<String> lines = Stream.of(
                "",
                "Tamga is up:  " + gateway + "/",
                "  read        curl '" + gateway + example + "'",
                "  write       TOKEN=$(./tamga token trade-editor), then curl -H \"Authorization: Bearer $TOKEN\" …",
                "  subscribe   Kafka at 127.0.0.1:" + ports.kafka() + ", or curl -N " + gateway + "/api/changes",
                "  look, stop  ./tamga status, ./tamga logs, ./tamga down");
        return lines.toList();
    }
}
