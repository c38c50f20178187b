package org.tamga.trade.capital;

import java.util.BitSet;
import java.util.function.Consumer;

/**
 * Which places have parts of each other, in circles: Tarjan's strongly connected components, in the space-efficient form of D. J.
 * Pearce (2016), without recursion. The time grows with the parts.
 */
final class Circles {

    private final Parts parts;
    /** Of a place on the way, the least number of those that it reaches; above all of these, of one that is done. */
    private final int[] number;
    /** Which of a place's parts is looked at next. */
    private final int[] next;
    /** From the front the way to the present place, from the back those whose circle is not closed yet: no place is on both. */
    private final int[] stack;
    private final BitSet inCircle = new BitSet();
    private final Consumer<int[]> each;
    private int numbered = 1;
    private int done;
    private int open;

    private Circles(Parts parts, Consumer<int[]> each) {
        this.parts = parts;
        this.each = each;
        number = new int[parts.places()];
        next = new int[number.length];
        stack = new int[number.length];
        done = number.length + 1;
        open = number.length;
    }

    /**
     * @param each takes the places that are in circles with each other together, the others one by one; after those of which they have
     *        a part, and where there is a circle, as many as can be
     */
    static void forEach(Parts parts, Consumer<int[]> each) {
        var circles = new Circles(parts, each);
        for (int place = 0; place < circles.number.length; place++) {
            if (circles.number[place] == 0) {
                circles.walk(place);
            }
        }
    }

    private void walk(int root) {
        int depth = 0;
        enter(root, depth);
        while (depth >= 0) {
            int place = stack[depth];
            if (next[place] < parts.end(place)) {
                int from = parts.from(next[place]);
                if (number[from] == 0) {
                    enter(from, ++depth);
                    continue;
                }
                // Comes here again for one that was entered from here.
                if (number[from] < number[place]) {
                    number[place] = number[from];
                    inCircle.set(place);
                }
                next[place]++;
            } else {
                depth--;
                leave(place);
            }
        }
    }

    private void enter(int place, int depth) {
        number[place] = numbered++;
        next[place] = parts.first(place);
        stack[depth] = place;
    }

    private void leave(int place) {
        if (inCircle.get(place)) {
            stack[--open] = place;
            return;
        }
        int first = open;
        while (open < stack.length && number[stack[open]] >= number[place]) {
            open++;
        }
        var group = new int[open - first + 1];
        for (int i = 0; i < group.length; i++) {
            group[i] = i == group.length - 1 ? place : stack[open - 1 - i];
            number[group[i]] = done;
        }
        done--;
        numbered -= group.length;
        each.accept(group);
    }
}
