package org.tamga.education.naming;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How alike two names are, by the words that they share: each counts as much as it tells names apart.
 *
 * @param score from 0 to 1: that is the same words
 * @param tellsApart true if a word is shared that is not in half of all names
 * @param why the words that are shared and those that are not
 */
public record Likeness(double score, boolean tellsApart, String why) {

    /** A word that stands for another, as an institute that became a university. */
    private static final double NEAR = 0.5;
    /** Another spelling of the same sounds. */
    private static final double SOUNDS = 0.98;
    /** The same but for an ending of its language. */
    private static final double INFLECTED = 0.93;
    private static final int SHORT = 3;
    /** Sounds that only a coarse ear takes for the same. */
    private static final double SOUNDS_COARSELY = 0.65;
    /** Long proper names that differ by one letter are the same, misspelt or transcribed otherwise. */
    private static final double ONE_LETTER = 0.8;
    private static final int LONG = 8;
    /** What is left of a word's weight where only one name has it, and there is a reason. */
    private static final double EXCUSED = 0.15;

    /**
     * Compares two names.
     *
     * @param places keys of the city and country in which the institution stands: to leave those out is no difference
     */
    public static Likeness of(Words asked, Words known, Set<String> places) {
        var left = new ArrayList<>(asked.words());
        var right = new ArrayList<>(known.words());
        var shared = new ArrayList<String>();
        var sum = 0.0;
        var tells = false;
        for (var degree : Degree.values()) {
            if (degree == Degree.COARSELY_HEARD) {
                var joined = joined(left, right, shared);
                sum += joined;
                tells |= joined > 0;
            }
            for (int i = 0; i < left.size();) {
                var word = left.get(i);
                var match = degree.find(word, right);
                if (match < 0) {
                    i++;
                    continue;
                }
                var other = right.remove(match);
                left.remove(i);
                sum += degree.share * (word.weight() + other.weight());
                tells |= degree.ordinal() < Degree.COARSELY_HEARD.ordinal() && (word.tellsApart() || other.tellsApart());
                shared.add(word.text().equals(other.text()) ? word.text() : word.text() + " = " + other.text());
            }
        }
        // A place is left out by one of the two; where both name something more, they name something else.
        var excuses = left.isEmpty() || right.isEmpty() ? places : Set.<String>of();
        var total = sum(asked, known) - excused(left, excuses) - excused(right, excuses);
        return new Likeness(total <= 0 ? 0 : Math.min(1, sum / total), tells, why(shared, left, right));
    }

    /** What words share that one name has in several parts, and the other as one. */
    private static double joined(List<Word> left, List<Word> right, List<String> shared) {
        return 2 * SOUNDS * (new Join(left, right).weight(shared) + new Join(right, left).weight(shared));
    }

    private static double sum(Words asked, Words known) {
        return asked.words().stream().mapToDouble(Word::weight).sum() + known.words().stream().mapToDouble(Word::weight).sum();
    }

    private static double excused(List<Word> only, Set<String> places) {
        return only.stream().filter(word -> word.isHonour() || places.contains(word.key()))
                .mapToDouble(word -> (1 - EXCUSED) * word.weight()).sum();
    }

    private static String why(List<String> shared, List<Word> left, List<Word> right) {
        var parts = new ArrayList<String>();
        parts.add("shares " + (shared.isEmpty() ? "nothing" : String.join(", ", shared)));
        if (!left.isEmpty()) {
            parts.add("asked only: " + texts(left));
        }
        if (!right.isEmpty()) {
            parts.add("recorded only: " + texts(right));
        }
        return String.join("; ", parts);
    }

    private static String texts(List<Word> words) {
        return words.stream().map(Word::text).collect(Collectors.joining(", "));
    }

    /** How two words can be the same, surest first. */
    private enum Degree {
        WRITTEN(1) {
            @Override
            boolean holds(Word one, Word other) {
                return one.text().equals(other.text()) || !one.isProper() && one.key().equals(other.key());
            }
        },
        HEARD(SOUNDS) {
            @Override
            boolean holds(Word one, Word other) {
                return one.sound().equals(other.sound());
            }
        },
        INFLECTED(Likeness.INFLECTED) {
            @Override
            boolean holds(Word one, Word other) {
                return (one.isInflected() || other.isInflected()) && one.isProper() && other.isProper()
                        && one.root().length() > SHORT && one.root().equals(other.root());
            }
        },
        ALMOST(ONE_LETTER) {
            @Override
            boolean holds(Word one, Word other) {
                return one.isProper() && other.isProper() && Math.min(one.sound().length(), other.sound().length()) > LONG
                        && isOneLetterOff(one.sound(), other.sound());
            }
        },
        COARSELY_HEARD(SOUNDS_COARSELY) {
            @Override
            boolean holds(Word one, Word other) {
                return one.key().equals(other.key());
            }
        },
        NEAR(Likeness.NEAR) {
            @Override
            boolean holds(Word one, Word other) {
                return one.near().contains(other.key()) || other.near().contains(one.key());
            }
        };

        private final double share;

        Degree(double share) {
            this.share = share;
        }

        abstract boolean holds(Word one, Word other);

        int find(Word word, List<Word> others) {
            for (int i = 0; i < others.size(); i++) {
                if (holds(word, others.get(i))) {
                    return i;
                }
            }
            return -1;
        }
    }

    /** Words of one name that, written together, are one of the other's. */
    private record Join(List<Word> parts, List<Word> wholes) {

        /** The weight of all that are found; takes them out of both. */
        double weight(List<String> shared) {
            var weight = 0.0;
            for (int from = 0; from < parts.size(); from++) {
                for (int to = from + 2; to <= Math.min(parts.size(), from + Words.MOST_PARTS); to++) {
                    var whole = find(Words.joined(parts.subList(from, to)));
                    if (whole >= 0) {
                        var joined = parts.subList(from, to);
                        shared.add(texts(joined) + " = " + wholes.get(whole).text());
                        // All of what both wrote counts as shared, as in an equal word.
                        weight += (joined.stream().mapToDouble(Word::weight).sum() + wholes.remove(whole).weight()) / 2;
                        joined.clear();
                        from--;
                        break;
                    }
                }
            }
            return weight;
        }

        private int find(String sound) {
            for (int i = 0; i < wholes.size(); i++) {
                if (wholes.get(i).isProper() && wholes.get(i).sound().equals(sound)) {
                    return i;
                }
            }
            return -1;
        }
    }

    private static boolean isOneLetterOff(String one, String other) {
        var shorter = one.length() <= other.length() ? one : other;
        var longer = shorter == one ? other : one;
        if (longer.length() - shorter.length() > 1) {
            return false;
        }
        int i = 0;
        while (i < shorter.length() && shorter.charAt(i) == longer.charAt(i)) {
            i++;
        }
        return shorter.substring(shorter.length() == longer.length() ? Math.min(i + 1, shorter.length()) : i)
                .equals(longer.substring(Math.min(i + 1, longer.length())));
    }
}
