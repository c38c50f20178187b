package org.tamga.trade.capital;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Whose capital works in a company: per country the bounds of its share, through however many owners of owners.
 * <p>
 * A chain is followed through recorded companies as far as their shareholdings are recorded; a branch or representative office
 * is its head's whole. It ends at a holder who is no recorded company, whose country counts; or at a recorded company, for what
 * no recorded holder has of it: there counts the country that the interest in which it is the holder says it is of, as for who holds
 * directly, else where it is registered: its part {@code bySeat}. Of the asked company itself that part is unknown, as is what a
 * holder without a country has. All shares and the unknown come to 100 per cent.
 *
 * @param companyId the asked company
 * @param origins the countries, the largest share first
 * @param unknown what cannot be told to be any country's
 * @param cycles owners that own each other in a circle; what goes round in it is shared out among those outside
 * @param overstated companies of which more than 100 per cent is recorded to be held: their record contradicts itself
 * @param inputs what this was computed from
 */
public record CapitalOrigin(UUID companyId, LocalDate validAt, Instant knownAt, List<Origin> origins, Bounds unknown,
        List<List<Owner>> cycles, List<Owner> overstated, Inputs inputs) {

    /**
     * One country's share.
     *
     * @param bySeat the part of it that counts by companies whose own holders are not recorded
     * @param paths how it comes to the company, the largest first, each from the company's own holder on
     * @param morePaths true if there are more than are shown
     */
    public record Origin(String country, Bounds share, Bounds bySeat, List<Path> paths, boolean morePaths) {}

    /**
     * One chain of owners.
     *
     * @param share what the country has through this chain alone
     * @param ends what its end counts by
     * @param steps from the company's own holder to the last
     */
    public record Path(Bounds share, End ends, List<Step> steps) {}

    /** What the end of a chain counts by. */
    public enum End {
        /** a holder who is no recorded company */
        HOLDER,
        /** a recorded company, for what no recorded holder has of it */
        SEAT
    }

    /**
     * One link of a chain.
     *
     * @param companyId the holder, where it is a recorded company
     * @param name the holder's
     * @param country the holder's, as the interest says it, else a recorded company's own; null where neither is known
     * @param interestId what says so; null where the holder is the head of a branch
     * @param share what it holds in the one before
     */
    public record Step(UUID companyId, String name, String country, UUID interestId, Bounds share) {}

    /** A recorded company by its name. */
    public record Owner(UUID companyId, String name) {}

    /** How many companies and interests the answer rests on. */
    public record Inputs(int companies, int interests) {}
}
