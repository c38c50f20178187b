package org.tamga.mobility;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.restassured.response.ValidatableResponse;

/**
 * What docs/mobility.md says of real files: the SSIM samples of ezzaze/ssim-parser and sthonnard/ssimparser, and the history of the
 * passport index. They lie in ../shared/data/mobility, seen from the project's root, or these tests are left out.
 */
@MobilityTest
class RealFilesTest {

    private static final Path DATA = Path.of("..", "..", "shared", "data", "mobility");
    /** The countries of the history as countries of which no other test has rules. */
    private static final Map<String, String> ELSEWHERE = Map.of("KZ", "GW", "KR", "GQ", "KG", "KM", "TJ", "ST", "TM", "CV",
            "UZ",
            "SC");

    @BeforeAll
    static void are_there() {
        assumeTrue(Files.exists(DATA), "the files are not here");
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(DATA.resolve(file), StandardCharsets.UTF_8);
    }

    private static ValidatableResponse ssim(String file) throws IOException {
        return Imports.take("flight-schedules", "format=ssim", "text/plain",
                lines(file).stream().collect(Collectors.joining("\n", "", "\n")));
    }

    @Test
    void ssim_samples_are_taken_in_and_answer_what_flies() throws IOException {
        var airports = lines("openflights-airports.dat").stream()
                .filter(line -> line.matches(".*,\"(EVN|HRG|SSH|CDG|ALC)\",.*")).collect(Collectors.joining("\n", "", "\n"));
        Imports.take("airports", "format=openflights&publishedOn=2014-01-01", "text/csv", airports).statusCode(200)
                .body("accepted", equalTo(5), "rejected", equalTo(0));

        ssim("ssim-sample-ezzaze.ssim").statusCode(200).body("accepted", equalTo(11), "rejected", equalTo(0));
        ssim("ssim-sample-ezzaze.ssim").statusCode(200).body("accepted", equalTo(0), "unchanged", equalTo(11));
        ssim("ssim-sample-ssimparser.ssim").statusCode(200).body("accepted", equalTo(3), "rejected", equalTo(0))
                .body("problems.code", hasItem("no-trailer"));

        Api.get("connections?from=EVN&to=HRG&week=2022-W40").body("items", hasSize(2), "isCut", equalTo(false))
                .body("items.legs.flatten().flight", contains("ME501", "ME501"))
                .body("items.departure", contains("2022-10-05T09:20:00+04:00", "2022-10-09T07:00:00+04:00"))
                .body("items.arrival", contains("2022-10-05T11:00:00+02:00", "2022-10-09T08:40:00+02:00"))
                .body("items.durationMinutes", contains(220, 220)).body("items.visaNotes.flatten()", empty());
        // Overnight, by the arrival's date variation.
        Api.get("connections?from=SSH&to=EVN&departAfter=2022-07-13T12:00:00Z&maxLegs=1")
                .body("items[0].arrival", equalTo("2022-07-14T01:00:00+04:00"));
        // Every second week, counted from Sunday, 1 November: six times by the one, once by the other.
        Api.get("direct-flights?from=CDG&to=ALC&week=2020-W47").body("total.perWeek.scheduled", equalTo(7));
    }

    @Test
    void what_was_known_of_a_passport_follows_the_history_of_the_snapshots() throws IOException {
        var history = lines("passport-index-kr-ca-history.csv").stream().map(line -> {
            var cells = line.split(",", -1);
            cells[1] = ELSEWHERE.getOrDefault(cells[1], cells[1]);
            cells[2] = ELSEWHERE.getOrDefault(cells[2], cells[2]);
            return String.join(",", cells);
        }).collect(Collectors.joining("\n", "", "\n"));
        Imports.take("visa-regimes", "format=passport-index", "text/csv", history).statusCode(200)
                .body("accepted", equalTo(91), "rejected", equalTo(0));
        Imports.take("visa-regimes", "format=passport-index", "text/csv", history).statusCode(200)
                .body("accepted", equalTo(0));

        known("2019-11-22").body("requirement", equalTo("unknown"));
        known("2019-11-23").body("requirement", equalTo("visa-free"), "limits", empty());
        known("2020-02-06").body("requirement", equalTo("visa-free"), "limits", empty());
        known("2020-02-07").body("requirement", equalTo("visa-free"), "limits.days", contains(30));
        known("2020-11-18").body("requirement", equalTo("visa-free"));
        known("2020-11-19").body("requirement", equalTo("no-admission"));
        known("2022-04-09").body("requirement", equalTo("no-admission"));
        known("2022-04-10").body("requirement", equalTo("e-visa"));
        known("2022-05-01").body("requirement", equalTo("e-visa"));
        known("2025-01-11").body("requirement", equalTo("e-visa"));
        known("2025-01-12").body("requirement", equalTo("eta"));
    }

    /** What Kazakhstan's nationals were asked by Korea, by what was known at noon of the day itself. */
    private static ValidatableResponse known(String day) {
        return Api.get("visa-requirements?nationality=GW&destination=GQ&on={day}&knownAt={day}T12:00:00Z", day, day)
                .statusCode(200);
    }
}
