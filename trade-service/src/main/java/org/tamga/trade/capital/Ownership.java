package org.tamga.trade.capital;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import org.tamga.trade.capital.CapitalOrigin.End;
import org.tamga.trade.capital.CapitalOrigin.Origin;
import org.tamga.trade.capital.CapitalOrigin.Owner;
import org.tamga.trade.capital.CapitalOrigin.Path;
import org.tamga.trade.capital.CapitalOrigin.Step;

/**
 * Companies and who holds how much of them, at one pair of times; see {@link CapitalOrigin} for what follows from it.
 * <p>
 * Shares flow along a system of linear equations (what reaches an owner is the sum of what it holds of each company, times what
 * reached that one), so that a lattice with millions of paths costs no more than its links, and circles have the sum of their
 * endless rounds. With each bound taken for the share, the least solution bounds the truth: the equations only ever add. Where
 * circles may leak nothing that sum has no end: all that passes through them may then be held by whoever has a part of it.
 */
final class Ownership {

    /** Paths that are shown of a country, and steps that are looked at to find them. */
    private static final int MAX_PATHS = 20;
    private static final int MAX_STEPS = 10_000;

    private final List<Company> companies = new ArrayList<>();
    private final Map<UUID, Integer> index = new HashMap<>();
    private final List<List<Link>> holders = new ArrayList<>();
    private final List<List<Link>> held = new ArrayList<>();
    /** What no recorded holder has of each company. */
    private final double[] restMin;
    private final double[] restMax;

    /** A recorded company. */
    record Company(UUID id, String name) {}

    /**
     * A holding.
     *
     * @param interestId what says so, or null where the owner is the head of a branch
     * @param company what is held
     * @param owner the holder where it is a recorded company, else null
     * @param name the holder's, where it is none
     * @param country of the holder, as the interest says it, else that of the recorded company that it is; or null
     * @param min the least share, as a part of one
     * @param max the greatest
     */
    record Stake(UUID interestId, UUID company, UUID owner, String name, String country, double min, double max) {}

    /** A stake between places of the list of companies; {@code owner} is -1 for a holder who is none. */
    private record Link(Stake stake, int company, int owner, double min, double max) {

        double share(boolean most) {
            return most ? max : min;
        }
    }

    /** @param stakes of these companies only; an owner that is not among them is an end */
    Ownership(Collection<Company> companies, Collection<Stake> stakes) {
        for (var company : companies) {
            index.put(company.id(), this.companies.size());
            this.companies.add(company);
            holders.add(new ArrayList<>());
            held.add(new ArrayList<>());
        }
        var byCompany = new ArrayList<List<Stake>>();
        this.companies.forEach(company -> byCompany.add(new ArrayList<>()));
        stakes.forEach(stake -> byCompany.get(index.get(stake.company())).add(stake));
        restMin = new double[byCompany.size()];
        restMax = new double[byCompany.size()];
        for (int company = 0; company < byCompany.size(); company++) {
            link(company, byCompany.get(company));
        }
    }

    private void link(int company, List<Stake> stakes) {
        var whole = new Whole(stakes);
        for (int i = 0; i < stakes.size(); i++) {
            var stake = stakes.get(i);
            var link = new Link(stake, company, stake.owner() == null ? -1 : index.getOrDefault(stake.owner(), -1),
                    stake.min(), whole.max(i));
            holders.get(company).add(link);
            if (link.owner >= 0) {
                held.get(link.owner).add(link);
            }
        }
        restMin[company] = whole.restMin();
        restMax[company] = whole.restMax();
    }

    private boolean isOverstated(int company) {
        return holders.get(company).stream().mapToDouble(Link::min).sum() > 1 + 1e-6;
    }

    // --- One company: whose capital works in it? -----------------------------------------------------------------------

    /** What is found of one company: all of {@link CapitalOrigin} that does not depend on when it was asked. */
    record Found(List<Origin> origins, Bounds unknown, List<List<Owner>> cycles, List<Owner> overstated) {}

    /** Sums for one country. */
    private static final class Sum {

        private double min;
        private double max;
        private double seatMin;
        private double seatMax;
    }

    Found originOf(UUID subject) {
        int root = index.get(subject);
        var walk = new Walk(root);
        var least = reach(root, false);
        var most = reach(root, true);

        var unknown = new Sum();
        unknown.min = restMin[root];
        var byCountry = new TreeMap<String, Sum>();
        for (int company : walk.order) {
            for (var link : holders.get(company)) {
                var country = link.stake.country();
                var sum = country == null ? unknown : byCountry.computeIfAbsent(country, name -> new Sum());
                var min = Flow.part(least[company], link.min);
                var max = Flow.part(most[company], link.max);
                if (link.owner < 0) {
                    sum.min += min;
                    sum.max += max;
                } else {
                    sum.seatMin += Flow.part(min, restMin[link.owner]);
                    sum.seatMax += Flow.part(max, restMax[link.owner]);
                }
            }
        }
        byCountry.values().removeIf(sum -> sum.max + sum.seatMax < Flow.NOISE);
        var sure = byCountry.values().stream().mapToDouble(sum -> sum.min + sum.seatMin).sum();
        var sureUnknown = Math.min(1, unknown.min + unknown.seatMin);
        var origins = byCountry.entrySet().stream().map(entry -> {
            var sum = entry.getValue();
            var min = Math.min(1, sum.min + sum.seatMin);
            // The others have at least what they surely have.
            var room = Math.max(min, 1 - sureUnknown - (sure - sum.min - sum.seatMin));
            var max = Math.min(sum.max + sum.seatMax, room);
            var paths = paths(root, entry.getKey());
            return new Origin(entry.getKey(), Bounds.of(min, max),
                    Bounds.of(Math.min(sum.seatMin, max), Math.min(sum.seatMax, max)), paths.shown, paths.more);
        }).sorted(Comparator.comparing((Origin origin) -> origin.share().min())
                .thenComparing(origin -> origin.share().max()).reversed().thenComparing(Origin::country)).toList();
        return new Found(origins, Bounds.of(sureUnknown, Math.max(sureUnknown, 1 - sure)), walk.cycles(),
                Arrays.stream(walk.order).filter(this::isOverstated).mapToObj(this::owner).toList());
    }

    /** How much of the root reaches each company above it; the root's own includes what comes back to it in circles. */
    private double[] reach(int root, boolean most) {
        var parts = new Parts();
        for (var links : held) {
            parts.next();
            links.stream().filter(link -> link.share(most) > 0).forEach(link -> parts.add(link.company, link.share(most)));
        }
        var given = new double[companies.size()];
        given[root] = 1;
        return new Flow(parts, given, most).through();
    }

    private Owner owner(int company) {
        return new Owner(companies.get(company).id(), companies.get(company).name());
    }

    /** A way through the owners of owners of a company, each before its own owners where there is no circle. */
    private final class Walk {

        private static final byte UNSEEN = 0;
        private static final byte OPEN = 1;
        private static final byte DONE = 2;

        private final int[] order;
        private final List<int[]> circles = new ArrayList<>();

        Walk(int root) {
            var finished = new ArrayDeque<Integer>();
            var state = new byte[companies.size()];
            var next = new int[companies.size()];
            var path = new ArrayList<Integer>(List.of(root));
            state[root] = OPEN;
            while (!path.isEmpty()) {
                int company = path.get(path.size() - 1);
                if (next[company] == holders.get(company).size()) {
                    state[company] = DONE;
                    finished.addFirst(company);
                    path.remove(path.size() - 1);
                    continue;
                }
                var owner = holders.get(company).get(next[company]++).owner;
                if (owner >= 0 && state[owner] == UNSEEN) {
                    state[owner] = OPEN;
                    path.add(owner);
                } else if (owner >= 0 && state[owner] == OPEN && circles.size() < MAX_PATHS) {
                    circles.add(path.subList(path.indexOf(owner), path.size()).stream().mapToInt(Integer::intValue).toArray());
                }
            }
            order = finished.stream().mapToInt(Integer::intValue).toArray();
        }

        List<List<Owner>> cycles() {
            return circles.stream().map(circle -> Arrays.stream(circle).mapToObj(Ownership.this::owner).toList()).toList();
        }
    }

    private record Paths(List<Path> shown, boolean more) {}

    /** A path on its way up: where it has come to, and by which links. */
    private record Climb(int company, double min, double max, Climb below, Link link) {

        boolean passes(int other) {
            for (var climb = this; climb != null; climb = climb.below) {
                if (climb.company == other) {
                    return true;
                }
            }
            return false;
        }

        Stream<Link> links() {
            return below == null ? Stream.empty() : Stream.concat(below.links(), Stream.of(link));
        }
    }

    /** The largest first: what is on its way up can only become less. */
    private Paths paths(int root, String country) {
        var found = new ArrayList<Path>();
        record Ending(Climb climb, End end) {}
        var ahead = new PriorityQueue<Ending>(
                Comparator.comparingDouble((Ending ending) -> -ending.climb.max)
                        .thenComparingDouble(ending -> -ending.climb.min));
        ahead.add(new Ending(new Climb(root, 1, 1, null, null), null));
        for (int steps = 0; !ahead.isEmpty() && steps < MAX_STEPS; steps++) {
            var next = ahead.remove();
            var climb = next.climb;
            if (next.end != null) {
                if (found.size() == MAX_PATHS) {
                    return new Paths(found, true);
                }
                found.add(new Path(Bounds.of(climb.min, climb.max), next.end, climb.links().map(this::step).toList()));
                continue;
            }
            for (var link : holders.get(climb.company)) {
                var up = new Climb(link.owner, climb.min * link.min, climb.max * link.max, climb, link);
                if (up.max < Flow.NOISE) {
                    continue;
                }
                if (link.owner >= 0 && !climb.passes(link.owner)) {
                    ahead.add(new Ending(up, null));
                } else if (link.owner < 0 && country.equals(link.stake.country())) {
                    ahead.add(new Ending(up, End.HOLDER));
                }
            }
            if (climb.link != null && country.equals(climb.link.stake.country())
                    && climb.max * restMax[climb.company] > Flow.NOISE) {
                ahead.add(new Ending(new Climb(climb.company, climb.min * restMin[climb.company],
                        climb.max * restMax[climb.company], climb.below, climb.link), End.SEAT));
            }
        }
        return new Paths(found, !ahead.isEmpty());
    }

    private Step step(Link link) {
        var share = Bounds.of(link.min, link.max);
        if (link.owner < 0) {
            return new Step(link.stake.owner(), link.stake.name(), link.stake.country(), link.stake.interestId(), share);
        }
        var owner = companies.get(link.owner);
        return new Step(owner.id(), owner.name(), link.stake.country(), link.stake.interestId(), share);
    }
}
