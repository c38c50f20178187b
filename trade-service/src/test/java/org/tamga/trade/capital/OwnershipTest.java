package org.tamga.trade.capital;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

import org.tamga.trade.capital.CapitalOrigin.End;
import org.tamga.trade.capital.Ownership.Company;
import org.tamga.trade.capital.Ownership.Stake;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Chains of owners against the plainest ways to compute the same: every path one by one, and the linear equations themselves. */
class OwnershipTest {

    private static final List<String> COUNTRIES = List.of("KR", "KZ", "US");
    private static final double NEAR = 1e-4;

    /** A stake as it truly is, and the bounds that are known of it. */
    private record Truth(int company, int owner, String country, double share, double min, double max) {

        Stake stake() {
            return new Stake(UUID.randomUUID(), id(company), owner < 0 ? null : id(owner), owner < 0 ? "Holder" : null, country,
                    min, max);
        }
    }

    /** Companies 0 to n - 1; in an acyclic one each is held only by companies with higher numbers. */
    private record World(int size, List<String> seats, List<Truth> truths) {

        Ownership known() {
            return new Ownership(
                    IntStream.range(0, size).mapToObj(i -> new Company(id(i), "Company " + i, seats.get(i))).toList(),
                    truths.stream().map(Truth::stake).toList());
        }

        List<Truth> of(int company) {
            return truths.stream().filter(truth -> truth.company == company).toList();
        }

        double rest(int company) {
            return Math.max(0, 1 - of(company).stream().mapToDouble(Truth::share).sum());
        }
    }

    private static UUID id(int company) {
        return new UUID(0x7000, 0x8000000000000000L | company);
    }

    private static World world(long seed, boolean circles, boolean exact) {
        var random = new Random(seed);
        var size = 2 + random.nextInt(7);
        var seats = new ArrayList<String>();
        var truths = new ArrayList<Truth>();
        for (int company = 0; company < size; company++) {
            seats.add(random.nextInt(4) == 0 ? null : COUNTRIES.get(random.nextInt(COUNTRIES.size())));
            var room = 0.97;
            for (int holders = random.nextInt(4); holders > 0; holders--) {
                var share = Math.round(room * random.nextDouble() * 1000) / 1000.0;
                room -= share;
                var first = circles ? 0 : company + 1;
                var owner = first < size && random.nextBoolean() ? first + random.nextInt(size - first) : -1;
                if (owner == company) {
                    owner = -1;
                }
                var country = owner >= 0 || random.nextInt(4) == 0 ? null : COUNTRIES.get(random.nextInt(COUNTRIES.size()));
                var unknown = !exact && random.nextInt(4) == 0;
                var loose = !exact && random.nextBoolean();
                truths.add(new Truth(company, owner, country, share, unknown ? 0 : loose ? share * random.nextDouble() : share,
                        unknown ? 1 : loose ? share + (1 - share) * random.nextDouble() : share));
            }
        }
        return new World(size, seats, truths);
    }

    @Provide
    Arbitrary<World> acyclic() {
        return Arbitraries.longs().map(seed -> world(seed, false, true));
    }

    @Provide
    Arbitrary<World> circular() {
        return Arbitraries.longs().map(seed -> world(seed, true, true));
    }

    @Provide
    Arbitrary<World> vague() {
        return Arbitraries.longs().map(seed -> world(seed, true, false));
    }

    /** Every path by itself, added up. */
    private static void everyPath(World world, int company, double share, boolean top, Map<String, Double> sums) {
        for (var truth : world.of(company)) {
            if (truth.owner < 0) {
                sums.merge(String.valueOf(truth.country), share * truth.share, Double::sum);
            } else {
                everyPath(world, truth.owner, share * truth.share, false, sums);
            }
        }
        sums.merge(top ? "null" : String.valueOf(world.seats.get(company)), share * world.rest(company), Double::sum);
    }

    /** The equations solved by elimination: what reaches each company, and from there whom. */
    private static Map<String, Double> solved(World world) {
        var n = world.size;
        var matrix = new double[n][n + 1];
        for (int i = 0; i < n; i++) {
            matrix[i][i] = 1;
        }
        world.truths.stream().filter(truth -> truth.owner >= 0)
                .forEach(truth -> matrix[truth.owner][truth.company] -= truth.share);
        matrix[0][n] = 1;
        for (int column = 0; column < n; column++) {
            for (int row = 0; row < n; row++) {
                if (row != column) {
                    var factor = matrix[row][column] / matrix[column][column];
                    for (int k = column; k <= n; k++) {
                        matrix[row][k] -= factor * matrix[column][k];
                    }
                }
            }
        }
        var sums = new HashMap<String, Double>();
        for (int i = 0; i < n; i++) {
            var reached = matrix[i][n] / matrix[i][i];
            world.of(i).stream().filter(truth -> truth.owner < 0)
                    .forEach(truth -> sums.merge(String.valueOf(truth.country), reached * truth.share, Double::sum));
            // Once round the asked company's own rest is nobody's; what comes back to it is held by it as by any owner.
            var once = i == 0 ? 1 : 0;
            sums.merge(String.valueOf(world.seats.get(i)), (reached - once) * world.rest(i), Double::sum);
            sums.merge("null", once * world.rest(i), Double::sum);
        }
        return sums;
    }

    private static double percent(BigDecimal number) {
        return number.doubleValue();
    }

    private static Map<String, Bounds> shares(Ownership.Found found) {
        var shares = new HashMap<String, Bounds>();
        found.origins().forEach(origin -> shares.put(origin.country(), origin.share()));
        return shares;
    }

    @Property
    void exact_shares_without_circles_are_the_sum_of_all_paths(@ForAll("acyclic") World world) {
        var sums = new HashMap<String, Double>();
        everyPath(world, 0, 100, true, sums);
        var found = world.known().originOf(id(0));
        var shares = shares(found);
        for (var country : COUNTRIES) {
            var share = shares.getOrDefault(country, Bounds.of(0, 0));
            assertEquals(sums.getOrDefault(country, 0.0), percent(share.min()), NEAR);
            assertEquals(sums.getOrDefault(country, 0.0), percent(share.max()), NEAR);
        }
        assertEquals(sums.getOrDefault("null", 0.0), percent(found.unknown().min()), NEAR);
        assertTrue(found.cycles().isEmpty());
        // What is shown as paths of a country is all of its share, where all of them are shown.
        for (var origin : found.origins()) {
            if (!origin.morePaths()) {
                assertEquals(percent(origin.share().min()),
                        origin.paths().stream().mapToDouble(path -> percent(path.share().min())).sum(), NEAR);
            }
        }
    }

    @Property
    void circles_have_the_sum_of_their_endless_rounds(@ForAll("circular") World world) {
        var solved = solved(world);
        var shares = shares(world.known().originOf(id(0)));
        for (var country : COUNTRIES) {
            var share = shares.getOrDefault(country, Bounds.of(0, 0));
            assertEquals(100 * solved.getOrDefault(country, 0.0), percent(share.min()), NEAR);
        }
    }

    @Property
    void bounds_hold_the_truth_whatever_it_is(@ForAll("vague") World world) {
        var solved = solved(world);
        var found = world.known().originOf(id(0));
        var shares = shares(found);
        for (var country : COUNTRIES) {
            var share = shares.getOrDefault(country, Bounds.of(0, 0));
            var truth = 100 * solved.getOrDefault(country, 0.0);
            assertTrue(percent(share.min()) <= truth + NEAR && truth <= percent(share.max()) + NEAR,
                    () -> country + " has " + truth + ", said is " + share);
        }
        var unknown = 100 * solved.getOrDefault("null", 0.0);
        assertTrue(percent(found.unknown().min()) <= unknown + NEAR && unknown <= percent(found.unknown().max()) + NEAR);
    }

    @Property
    void asked_from_the_countrys_side_the_answer_is_the_same(@ForAll("vague") World world) {
        var ownership = world.known();
        for (var country : COUNTRIES) {
            var all = ownership.sharesOf(country);
            for (int company = 0; company < world.size; company++) {
                var one = shares(ownership.originOf(id(company))).getOrDefault(country, Bounds.of(0, 0));
                var other = all.getOrDefault(id(company), Bounds.of(0, 0));
                assertEquals(percent(one.min()), percent(other.min()), NEAR);
                assertTrue(percent(one.max()) <= percent(other.max()) + NEAR);
            }
        }
    }

    @Example
    void companies_that_hold_each_other_are_named_and_share_out_what_goes_round() {
        var half = 0.5;
        var found = new World(2, List.of("KZ", "KZ"), List.of(new Truth(0, 1, null, half, half, half),
                new Truth(0, -1, "KR", half, half, half), new Truth(1, 0, null, half, half, half),
                new Truth(1, -1, "US", half, half, half))).known().originOf(id(0));
        assertEquals(1, found.cycles().size());
        assertEquals(2, found.cycles().get(0).size());
        assertEquals(66.666667, percent(shares(found).get("KR").min()), NEAR);
        assertEquals(33.333333, percent(shares(found).get("US").max()), NEAR);
    }

    @Example
    void a_circle_without_an_outside_leaves_everything_unknown() {
        var found = new World(2, List.of("KZ", "KZ"),
                List.of(new Truth(0, 1, null, 1, 1, 1), new Truth(1, 0, null, 1, 1, 1))).known().originOf(id(0));
        assertTrue(found.origins().isEmpty());
        assertEquals(BigDecimal.valueOf(100), found.unknown().max());
    }

    @Example
    void what_no_holder_has_of_an_owner_counts_by_its_seat_and_of_the_company_itself_is_unknown() {
        var found = new World(2, List.of("KZ", "KR"), List.of(new Truth(0, 1, null, 0.6, 0.6, 0.6),
                new Truth(1, -1, "US", 0.25, 0.25, 0.25))).known().originOf(id(0));
        assertEquals(45, percent(shares(found).get("KR").min()), NEAR);
        assertEquals(45, percent(found.origins().get(0).bySeat().min()), NEAR);
        assertEquals(End.SEAT, found.origins().get(0).paths().get(0).ends());
        assertEquals(15, percent(shares(found).get("US").min()), NEAR);
        assertEquals(40, percent(found.unknown().min()), NEAR);
    }

    @Example
    void an_open_bound_of_a_half_is_more_than_a_half() {
        var known = new World(2, List.of("KZ", "KZ"), List.of(new Truth(0, 1, null, 1, 1, 1),
                new Truth(1, -1, "KR", 0.6, 0.5 + 1e-10, 0.75))).known();
        assertTrue(known.sharesOf("KR").get(id(0)).min().compareTo(BigDecimal.valueOf(50)) > 0);
        assertEquals(BigDecimal.valueOf(50), shares(known.originOf(id(0))).get("KR").min());
    }

    @Example
    void more_than_all_is_named_as_a_contradiction() {
        var found = new World(1, List.of("KZ"), List.of(new Truth(0, -1, "KR", 0.6, 0.6, 0.6),
                new Truth(0, -1, "US", 0.6, 0.6, 0.6))).known().originOf(id(0));
        assertEquals(id(0), found.overstated().get(0).companyId());
    }

    @Example
    void a_lattice_with_a_million_paths_costs_no_more_than_its_links() {
        var truths = new ArrayList<Truth>();
        var seats = new ArrayList<String>();
        for (int layer = 0; layer < 20; layer++) {
            for (int i = 0; i < 2; i++) {
                seats.add("KZ");
                for (int j = 0; j < 2; j++) {
                    truths.add(layer == 19
                            ? new Truth(2 * layer + i, -1, "KR", 0.5, 0.5, 0.5)
                            : new Truth(2 * layer + i, 2 * layer + 2 + j, null, 0.5, 0.5, 0.5));
                }
            }
        }
        var found = new World(40, seats, truths).known().originOf(id(0));
        assertEquals(100, percent(shares(found).get("KR").min()), NEAR);
        assertTrue(found.origins().get(0).morePaths());
    }
}
