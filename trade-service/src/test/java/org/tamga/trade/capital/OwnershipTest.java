package org.tamga.trade.capital;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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

        /** @param seat the owner's own country, which counts where the stake names none */
        Stake stake(String seat) {
            return new Stake(UUID.randomUUID(), id(company), owner < 0 ? null : id(owner), owner < 0 ? "Holder" : null,
                    country == null ? seat : country, min, max);
        }
    }

    /** Companies 0 to n - 1; in an acyclic one each is held only by companies with higher numbers. */
    private record World(int size, List<String> seats, List<Truth> truths) {

        Known known() {
            var companies = IntStream.range(0, size).mapToObj(i -> new Company(id(i), "Company " + i)).toList();
            return new Known(companies, truths.stream()
                    .map(truth -> truth.stake(truth.owner < 0 ? null : seats.get(truth.owner))).toList());
        }

        List<Truth> of(int company) {
            return truths.stream().filter(truth -> truth.company == company).toList();
        }

        double rest(int company) {
            return Math.max(0, 1 - of(company).stream().mapToDouble(Truth::share).sum());
        }
    }

    /** The same companies asked from both sides. */
    private record Known(List<Company> companies, List<Stake> stakes) {

        Ownership.Found originOf(UUID company) {
            return new Ownership(companies, stakes).originOf(company);
        }

        /** What a country surely has of each, in per cent; one of which it can have nothing is missing. */
        Map<UUID, BigDecimal> sharesOf(String country) {
            var shares = new Shares(country, Long.MAX_VALUE);
            companies.forEach(company -> shares.company(company.id()));
            companies.forEach(company -> shares.recorded(company.id(), company.id().toString()));
            var held = stakes.stream().collect(Collectors.groupingBy(Stake::company));
            companies.forEach(company -> shares.stakes(held.getOrDefault(company.id(), List.of())));
            var told = new HashMap<UUID, BigDecimal>();
            shares.tell((label, share) -> told.put(UUID.fromString(label), share));
            return told;
        }
    }

    private static Truth exact(int company, int owner, String country, double share) {
        return new Truth(company, owner, country, share, share, share);
    }

    private static Truth upTo(int company, int owner, String country, double max) {
        return new Truth(company, owner, country, max, 0, max);
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

    /** Of each company all but a part in ten thousand, a thousand or none is held by one or two others. */
    private static World tight(long seed) {
        var random = new Random(seed);
        var size = 3 + random.nextInt(3);
        var seats = new ArrayList<String>();
        var truths = new ArrayList<Truth>();
        for (int company = 0; company < size; company++) {
            seats.add(COUNTRIES.get(random.nextInt(COUNTRIES.size())));
            var leak = List.of(0, 100, 1000).get(random.nextInt(3));
            var outside = random.nextInt(leak + 1);
            var inside = random.nextBoolean() ? 1_000_000 - leak : random.nextInt(1_000_000 - leak);
            truths.add(tight(random, company, (company + 1) % size, inside));
            truths.add(tight(random, company, (company + 2 + random.nextInt(size - 2)) % size, 1_000_000 - leak - inside));
            truths.add(tight(random, company, -1, outside));
        }
        return new World(size, seats, truths);
    }

    private static Truth tight(Random random, int company, int owner, int millionths) {
        var share = millionths / 1e6;
        var country = owner < 0 ? COUNTRIES.get(random.nextInt(COUNTRIES.size())) : null;
        var known = random.nextInt(4);
        return new Truth(company, owner, country, share, known == 0 ? 0 : known == 1 ? share / 2 : share,
                known == 0 ? 1 : known == 1 ? Math.min(1, share + 1e-4) : share);
    }

    @Provide
    Arbitrary<World> tight() {
        return Arbitraries.longs().map(OwnershipTest::tight);
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

    /** What a country has in each company after 2 to the power of 60 rounds, in each of which shares go on by one link. */
    private static double[] afterRounds(World world, String country, boolean most) {
        var n = world.size;
        var power = new double[n][n];
        var direct = new double[n][1];
        for (var truth : world.truths) {
            var share = most ? most(world, truth) : truth.min;
            if (truth.owner >= 0) {
                power[truth.company][truth.owner] += share;
            }
            var part = truth.owner < 0 ? 1 : rest(world, truth.owner, most);
            var from = truth.owner < 0 ? truth.country : world.seats.get(truth.owner);
            direct[truth.company][0] += country.equals(from) ? share * part : 0;
        }
        var sum = direct;
        for (int doubling = 0; doubling < 60; doubling++) {
            sum = plus(sum, times(power, sum));
            power = times(power, power);
        }
        return Arrays.stream(sum).mapToDouble(row -> row[0]).toArray();
    }

    private static double most(World world, Truth truth) {
        var others = world.of(truth.company).stream().mapToDouble(Truth::min).sum() - truth.min;
        return Math.min(truth.max, Math.max(truth.min, cleaned(1 - others)));
    }

    private static double rest(World world, int company, boolean most) {
        return cleaned(1 - world.of(company).stream().mapToDouble(truth -> most ? truth.min : most(world, truth)).sum());
    }

    private static double cleaned(double share) {
        return share < 1e-12 ? 0 : share;
    }

    private static double[][] times(double[][] one, double[][] other) {
        var product = new double[one.length][other[0].length];
        for (int row = 0; row < one.length; row++) {
            for (int column = 0; column < other[0].length; column++) {
                for (int i = 0; i < other.length; i++) {
                    product[row][column] += one[row][i] * other[i][column];
                }
                product[row][column] = Math.min(product[row][column], 1e30);
            }
        }
        return product;
    }

    private static double[][] plus(double[][] one, double[][] other) {
        return IntStream.range(0, one.length).mapToObj(row -> IntStream.range(0, one[row].length)
                .mapToDouble(column -> one[row][column] + other[row][column]).toArray()).toArray(double[][]::new);
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
                var other = all.get(id(company));
                assertEquals(percent(one.min()), other == null ? 0 : percent(other), NEAR);
                assertTrue(other != null || one.max().signum() == 0);
            }
        }
    }

    @Property
    void tight_circles_have_the_sum_of_as_many_rounds_as_one_likes(@ForAll("tight") World world) {
        var ownership = world.known();
        for (var country : COUNTRIES) {
            var least = afterRounds(world, country, false);
            var most = afterRounds(world, country, true);
            var all = ownership.sharesOf(country);
            for (int company = 0; company < world.size; company++) {
                var one = shares(ownership.originOf(id(company))).getOrDefault(country, Bounds.of(0, 0));
                var other = all.get(id(company));
                assertEquals(100 * least[company], percent(one.min()), NEAR);
                assertEquals(100 * least[company], other == null ? 0 : percent(other), NEAR);
                assertEquals(most[company] > 0, other != null);
                assertTrue(percent(one.min()) <= percent(one.max())
                        && percent(one.max()) <= 100 * Math.min(1, most[company]) + NEAR);
            }
        }
    }

    /** A company that is all of a circle's first, in which each is held by the next; of the first somebody has a little. */
    private static Known ring(int size, UnaryOperator<Truth> known, double korean, double american) {
        var truths = new ArrayList<>(List.of(exact(0, 1, null, 1), exact(1, -1, "KR", korean), exact(1, -1, "US", american)));
        for (int company = 1; company <= size; company++) {
            truths.add(known.apply(
                    exact(company, company % size + 1, null, company == 1 ? 1 - korean - american : 1)));
        }
        return new World(size + 1, Collections.nCopies(size + 1, "KZ"), truths).known();
    }

    private static Truth unknown(Truth truth) {
        return upTo(truth.company, truth.owner, null, 1);
    }

    private static void assertBounds(double min, double max, Known ownership, String country) {
        var one = shares(ownership.originOf(id(0))).get(country);
        assertEquals(min, percent(one.min()), NEAR);
        assertEquals(max, percent(one.max()), NEAR);
        assertEquals(min, percent(ownership.sharesOf(country).get(id(0))), NEAR);
    }

    @Example
    void what_little_leaks_from_a_circle_is_all_of_it_in_the_end() {
        assertBounds(100, 100, new World(2, List.of("KZ", "KZ"), List.of(exact(0, 1, null, 0.999), exact(0, -1, "KR", 0.001),
                exact(1, 0, null, 0.999), exact(1, -1, "KR", 0.001))).known(), "KR");
    }

    @Example
    void what_little_leaks_may_be_all_where_a_circle_may_hold_the_rest() {
        assertBounds(0.05, 100, ring(2, OwnershipTest::unknown, 0.0005, 0), "KR");
    }

    @Example
    void of_a_circle_that_may_leak_nothing_whoever_may_have_anything_may_have_all() {
        var known = new World(4, List.of("KZ", "KZ", "KZ", "US"),
                List.of(exact(0, 1, null, 0.6), upTo(1, 2, null, 1), upTo(2, 1, null, 1), upTo(2, -1, "KR", 0.01),
                        exact(0, 3, null, 0.4)))
                .known();
        assertEquals(Bounds.of(0, 0.6), shares(known.originOf(id(0))).get("KR"));
        assertEquals(0, percent(known.sharesOf("KR").get(id(1))));
        assertEquals(40, percent(known.sharesOf("US").get(id(0))));
        assertEquals(List.of(id(0)), List.copyOf(known.sharesOf("US").keySet()));
    }

    @Example
    void a_circle_of_more_than_all_of_each_other_may_give_all() {
        var known = new World(3, List.of("KZ", "KZ", "KZ"), List.of(upTo(0, 1, null, 1), upTo(0, 2, null, 1),
                upTo(1, 0, null, 1), upTo(2, 0, null, 1), exact(2, -1, "KR", 0.2))).known();
        assertBounds(0, 100, known, "KR");
    }

    @Example
    void a_circle_of_many_leaks_as_much_as_one_of_few() {
        for (int size : List.of(Flow.MAX_SOLVED, Flow.MAX_SOLVED + 1)) {
            assertBounds(25, 25, ring(size, truth -> truth, 0.01, 0.03), "KR");
        }
    }

    @Example
    void bounds_hold_in_a_circle_of_too_many_whose_rounds_do_not_end() {
        var known = ring(Flow.MAX_SOLVED + 1, truth -> truth, 0.0001, 0.0003);
        var one = shares(known.originOf(id(0))).get("KR");
        assertTrue(percent(one.min()) > 8 && percent(one.min()) < 24);
        assertEquals(25, percent(one.max()), NEAR);
        assertEquals(percent(one.min()), percent(known.sharesOf("KR").get(id(0))), NEAR);
    }

    @Example
    void a_circle_of_too_many_that_may_leak_nothing_may_give_all() {
        var known = ring(Flow.MAX_SOLVED + 1, OwnershipTest::unknown, 0.0001, 0);
        assertBounds(0.01, 100, known, "KR");
        assertTrue(known.sharesOf("US").isEmpty());
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
        assertTrue(known.sharesOf("KR").get(id(0)).compareTo(BigDecimal.valueOf(50)) > 0);
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

    @Example
    void what_nobody_is_recorded_to_have_of_an_owner_is_of_the_country_that_the_interest_says() {
        var known = new World(2, List.of("KZ", "NL"), List.of(new Truth(0, 1, "KR", 0.6, 0.6, 0.6), exact(1, -1, "US", 0.25)))
                .known();
        var shares = shares(known.originOf(id(0)));
        assertEquals(45, percent(shares.get("KR").min()), NEAR);
        assertEquals(15, percent(shares.get("US").min()), NEAR);
        assertEquals(List.of("KR", "US"), shares.keySet().stream().sorted().toList());
        assertEquals("KR", known.originOf(id(0)).origins().get(0).paths().get(0).steps().get(0).country());
        assertEquals(45, percent(known.sharesOf("KR").get(id(0))), NEAR);
        assertTrue(known.sharesOf("NL").isEmpty());
    }

    @Example
    void hundreds_of_thousands_one_above_the_other_take_a_way_each_and_no_stack() {
        int size = 300_000;
        var shares = new Shares("KR", Long.MAX_VALUE);
        IntStream.range(0, size).forEach(i -> shares.company(id(i)));
        IntStream.range(0, size).forEach(i -> shares.recorded(id(i), i % 2 == 0 ? "even" : null));
        IntStream.range(0, size)
                .forEach(i -> shares.stakes(List.of(new Stake(null, id(i), i + 1 < size ? id(i + 1) : null, null,
                        i + 1 < size ? "KZ" : "KR", i + 1 < size ? 1 : 0.6, 1))));
        var told = new HashMap<String, Integer>();
        shares.tell((label, share) -> told.merge(label + " " + share, 1, Integer::sum));
        assertEquals(Map.of("even 60", size / 2), told);
    }

    @Example
    void there_is_room_for_a_million_companies_and_more_holdings_in_half_of_the_usual_memory() {
        var shares = new Shares("KR", (160L << 20) / 2);
        IntStream.range(0, 1_000_000).forEach(i -> shares.company(id(i)));
        IntStream.range(0, 1_000_000).forEach(i -> shares.recorded(id(i), null));
        IntStream.range(0, 1_000_000).forEach(i -> shares.stakes(IntStream.range(0, i % 2 + 1).mapToObj(
                more -> new Stake(null, id(i), id((i * 7 + more) % 1_000_000), null, "KZ", 0.3, 0.3)).toList()));
        assertTrue(shares.hasRoom());
        shares.tell((label, share) -> {
        });
    }
}
