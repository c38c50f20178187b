package org.tamga.trade.capital;

import java.util.Arrays;

/** What each of many places has of others: by place its parts, held in arrays, for there may be millions of them. */
final class Parts {

    private int[] first = new int[16];
    private int[] from = new int[16];
    private double[] share = new double[16];
    private int places;

    /** Begins the next place; what is added from now on are its parts. */
    void next() {
        places++;
        if (places == first.length) {
            first = Arrays.copyOf(first, grown(places));
        }
        first[places] = first[places - 1];
    }

    /** @param from the place of which the present one has a part, from 0 */
    void add(int from, double share) {
        int part = first[places];
        if (part == this.from.length) {
            this.from = Arrays.copyOf(this.from, grown(part));
            this.share = Arrays.copyOf(this.share, grown(part));
        }
        this.from[part] = from;
        this.share[part] = share;
        first[places]++;
    }

    /** A little larger: what is doubled would waste half of it. */
    static int grown(int size) {
        return size + size / 8 + 16;
    }

    int places() {
        return places;
    }

    int size() {
        return first[places];
    }

    int first(int place) {
        return first[place];
    }

    /** Where the next place's parts begin. */
    int end(int place) {
        return first[place + 1];
    }

    int from(int part) {
        return from[part];
    }

    double share(int part) {
        return share[part];
    }
}
