package org.tamga.local.generate;

import static org.tamga.local.generate.Synthetic.column;
import static org.tamga.local.generate.Synthetic.one;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Companies, and who holds what in them. */
final class SyntheticTrade {

    private static final List<String> FARTHER = List.of("CN", "RU", "JP", "DE", "US", "TR", "IT", "GB", "NL", "CH", "FR", "SG",
            "AE", "IN", "CY");

    private final Synthetic all;
    private final Map<String, Table> words = Table.of("words.tsv").byFirst();
    private final Table trades = Table.of("trades.tsv");

    SyntheticTrade(Synthetic all) {
        this.all = all;
    }

    ObjectNode company(int number) {
        Random random = all.random(Kind.COMPANIES, number);
        ObjectNode record = all.begin(Kind.COMPANIES, number);
        List<String> country = all.country(random);
        LocalDate founded = founded(random);
        List<String> trade = trades.any(random);
        names(record.putArray("names"), country, trade, random);
        // Branches are of some of the first companies, which are recorded well before.
        boolean part = number >= 100 && random.nextInt(20) == 0;
        record.put("entityType", part ? "branch" : "company").put("jurisdiction", country.get(0));
        record.putArray("identifiers").addObject().put("scheme", "XX-SYN").put("value",
                all.id(Kind.COMPANIES, number).toString());
        record.put("legalForm", country.get(7).replace("%s", "").strip())
                .put("status", one(random, List.of("active", "active", "active", "active", "inactive")))
                .put("foundedOn", founded.toString());
        if (part) {
            record.put("headId", all.id(Kind.COMPANIES, random.nextInt(Math.min(number / 100, 1000))).toString());
        }
        record.putArray("isic").add(trade.get(0));
        record.putObject("seat").put("city", all.city(country.get(0), random).get(6));
        return all.end(record, founded);
    }

    private void names(ArrayNode names, List<String> country, List<String> trade, Random random) {
        Table own = words.get(country.get(0));
        List<String> first = own.any(random);
        List<String> second = own.any(random);
        boolean korean = country.get(0).equals("KR");
        List<String> languages = List.of(country.get(1), "en", "ru");
        for (int i = 0; i < languages.size(); i++) {
            String glue = korean && i == 0 ? "" : " ";
            String word = first.equals(second)
                    ? first.get(1 + i)
                    : first.get(1 + i) + (glue.isEmpty() ? "" : "-") + second.get(1 + i);
            names.addObject()
                    .put("text", country.get(6 + i).formatted(word + glue + trade.get(column(languages.get(i)))))
                    .put("lang", languages.get(i)).put("type", i == 0 ? "legal" : "transliterated");
        }
    }

    ObjectNode interest(int number) {
        Random random = all.random(Kind.INTERESTS, number);
        int company = all.parent(Kind.INTERESTS, number, Kind.COMPANIES);
        ObjectNode record = all.begin(Kind.INTERESTS, number).put("parentId", all.id(Kind.COMPANIES, company).toString());
        ObjectNode holder = record.putObject("holder");
        List<String> country = all.country(random);
        if (company > 0 && random.nextInt(4) == 0) {
            holder.put("companyId", all.id(Kind.COMPANIES, random.nextInt(company)).toString());
        } else {
            holder.put("name", words.get(country.get(0)).any(random).get(2) + " Holding");
        }
        holder.put("kind", "entity").put("country", random.nextInt(50) == 0 ? farther(random) : country.get(0));
        record.put("interestType", "shareholding").put("direct", true);
        // As many as there are to a company, and one more, share what there is: never more than all.
        int most = 100 * all.size(Kind.COMPANIES) / (all.size(Kind.INTERESTS) + all.size(Kind.COMPANIES));
        record.putObject("share").put("exact", 1 + random.nextInt(Math.max(1, most)));
        // A company is older than what is held in it.
        return all.end(record, founded(all.random(Kind.COMPANIES, company), company));
    }

    /** Each is half as common as the one before, so that filters meet common countries, rare ones and all between. */
    private static String farther(Random random) {
        return FARTHER.get(Math.min(Integer.numberOfTrailingZeros(random.nextInt()), FARTHER.size() - 1));
    }

    private LocalDate founded(Random its, int company) {
        all.country(its);
        return founded(its);
    }

    private static LocalDate founded(Random random) {
        return Synthetic.day(random, 1992, 2025);
    }
}
