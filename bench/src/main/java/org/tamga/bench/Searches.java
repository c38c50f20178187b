package org.tamga.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

import org.tamga.bench.Statements.Read;

/** What people type into the one search over all services, each time other words, where there are synthetic companies and statements. */
final class Searches {

    private Searches() {
    }

    static List<Read> reads(int companies, int statements) {
        return List.of(
                new Read("search of all: a company by its whole name",
                        random -> search("Synthetic company " + random.nextInt(companies))),
                new Read("search of all: a company in another script",
                        random -> search("Синтетическая компания " + random.nextInt(companies))),
                new Read("search of all: a company, misspelt",
                        random -> search("Sintetic compani " + random.nextInt(companies))),
                new Read("search of all: a company by its number in a register",
                        random -> search(Integer.toString(random.nextInt(companies)))),
                new Read("search of all: a word of all companies", random -> search(any(random, "synthetic", "компания"))),
                new Read("search of all: a word of few statements",
                        random -> search("project " + random.nextInt(Math.max(1, statements / 7)))),
                new Read("search of all: a city, in four scripts",
                        random -> search(any(random, "Кызылорда", "Қызылорда", "Kyzylorda", "크즐오르다"))),
                new Read("search of all: a person, in three scripts",
                        random -> search(any(random, "Arystanov", "Арыстанов", "아리스타노프"))),
                new Read("search of all: two letters", random -> search(any(random, "ka", "ан", "se"))),
                new Read("search of all: a word that nothing has",
                        random -> search(any(random, "неслыханно", "unheard-of", "quoll"))));
    }

    private static String any(Random random, String... words) {
        return words[random.nextInt(words.length)];
    }

    private static String search(String words) {
        return "/api/search?lang=en&q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
    }
}
