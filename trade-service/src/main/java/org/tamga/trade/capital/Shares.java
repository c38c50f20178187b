package org.tamga.trade.capital;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

import org.tamga.trade.capital.Ownership.Stake;

/**
 * What one country surely has of each of many companies, itself and through chains of owners, as {@link Ownership} says it of one
 * company; without what follows from the shares of other countries. In arrays, for they may be more than a million: first all
 * companies are told, then which of them are recorded, then what is held in each in the same order, then it is worked out once.
 */
final class Shares {

    /** Bytes that a company and a holding take here, at the time when they take the most; a circle of many takes some more. */
    private static final int COMPANY = 50;
    private static final int HOLDING = 14;

    private static final short UNRECORDED = -2;
    private static final short UNTOLD = -1;

    private final String country;
    private final long room;

    /** The ids, in the order of their bits; no longer needed when all is told. */
    private long[] high = new long[16];
    private long[] low = new long[16];
    /** By company, its place among the labels. */
    private short[] label;
    private int companies;
    private final List<String> labels = new ArrayList<>();
    private final Map<String, Short> labelled = new HashMap<>();

    private final Parts parts = new Parts();
    /** Parts whose own holder is of the country: of them it has what nobody is recorded to have. */
    private final BitSet isOurs = new BitSet();
    /** What it has of each company through holders that are no recorded companies; in the end, all. */
    private double[] share;
    /** What no recorded holder has of each. */
    private double[] rest;
    private final BitSet mayRest = new BitSet();
    /** Of which it may have anything. */
    private final BitSet any = new BitSet();

    /** @param room bytes that this may take */
    Shares(String country, long room) {
        this.country = country;
        this.room = room;
    }

    /** False if there is no room for more; then this is of no use. */
    boolean hasRoom() {
        return (long) companies * COMPANY + (long) parts.size() * HOLDING <= room;
    }

    /** @param id greater than the last, as PostgreSQL compares them: without a sign */
    void company(UUID id) {
        if (companies == high.length) {
            int size = Parts.grown(companies);
            high = Arrays.copyOf(high, size);
            low = Arrays.copyOf(low, size);
        }
        high[companies] = id.getMostSignificantBits();
        low[companies++] = id.getLeastSignificantBits();
    }

    /**
     * Of any other company, nothing counts.
     *
     * @param label one of few, by which it will be told of; null if it is not to be told of
     */
    void recorded(UUID id, String label) {
        labels()[find(id)] = label == null ? UNTOLD : labelled.computeIfAbsent(label, fresh -> {
            labels.add(fresh);
            return (short) (labels.size() - 1);
        });
    }

    boolean isRecorded(UUID id) {
        return labels()[find(id)] != UNRECORDED;
    }

    private short[] labels() {
        if (label == null) {
            label = new short[companies];
            Arrays.fill(label, UNRECORDED);
        }
        return label;
    }

    int companies() {
        return companies;
    }

    UUID id(int company) {
        return new UUID(high[company], low[company]);
    }

    /** @param stakes what is held in the next company, of the first to the last */
    void stakes(List<Stake> stakes) {
        if (share == null) {
            share = new double[companies];
            rest = new double[companies];
        }
        int company = parts.places();
        parts.next();
        var whole = new Whole(stakes);
        rest[company] = whole.restMin();
        mayRest.set(company, whole.restMax() > 0);
        for (int i = 0; i < stakes.size(); i++) {
            if (whole.max(i) > 0) {
                stake(company, stakes.get(i));
            }
        }
    }

    private void stake(int company, Stake stake) {
        int owner = stake.owner() == null ? -1 : find(stake.owner());
        if (owner >= 0 && labels()[owner] != UNRECORDED) {
            isOurs.set(parts.size(), country.equals(stake.country()));
            parts.add(owner, stake.min());
        } else if (country.equals(stake.country())) {
            share[company] += stake.min();
            any.set(company);
        }
    }

    /** The place of a company, or below 0. */
    private int find(UUID id) {
        int from = 0;
        int to = companies - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int order = Long.compareUnsigned(high[middle], id.getMostSignificantBits());
            if (order == 0) {
                order = Long.compareUnsigned(low[middle], id.getLeastSignificantBits());
            }
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return -1;
    }

    /** @param each takes of each company of which the country may have anything its label, and what it surely has, in per cent */
    void tell(BiConsumer<String, BigDecimal> each) {
        high = null;
        low = null;
        for (int company = 0; company < parts.places(); company++) {
            for (int part = parts.first(company); part < parts.end(company); part++) {
                if (isOurs.get(part)) {
                    share[company] += parts.share(part) * rest[parts.from(part)];
                    any.set(company, any.get(company) || mayRest.get(parts.from(part)));
                }
            }
        }
        rest = null;
        var flow = new Flow(parts, share, false);
        Circles.forEach(parts, group -> {
            flow.fill(group);
            if (Arrays.stream(group).anyMatch(this::hasAny)) {
                Arrays.stream(group).forEach(any::set);
            }
        });
        for (int company = any.nextSetBit(0); company >= 0; company = any.nextSetBit(company + 1)) {
            if (labels()[company] >= 0) {
                each.accept(labels.get(labels()[company]), Bounds.kept(Math.min(1, share[company])));
            }
        }
    }

    private boolean hasAny(int company) {
        if (any.get(company)) {
            return true;
        }
        for (int part = parts.first(company); part < parts.end(company); part++) {
            if (any.get(parts.from(part))) {
                return true;
            }
        }
        return false;
    }
}
