package org.tamga.record.measure;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Key;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Records;

import com.fasterxml.jackson.databind.ObjectMapper;

/** What is stated about the completeness of the record behind each measure. */
@Singleton
public class CoverageRecords extends Records<Coverage> {

    /** More periods than anybody states of one reading. */
    private static final int MOST = 1000;

    private final Instance<Measure> measures;
    private final ObjectMapper mapper;

    CoverageRecords(Ledger ledger, Instance<Measure> measures, ObjectMapper mapper) {
        super(ledger, "coverage", Coverage.class);
        this.measures = measures;
        this.mapper = mapper;
    }

    @Override
    protected void check(Draft<Coverage> draft, Findings findings) {
        var coverage = draft.content();
        findings.refuseIf(coverage.completeness() == Completeness.UNKNOWN, "/completeness",
                "state complete or partial; unknown needs no record");
        var measure = measures.stream().filter(known -> known.code().equals(coverage.measure())).findFirst();
        if (measure.isEmpty()) {
            findings.refuse("/measure", "is not a measure of this service");
            return;
        }
        var names = measure.get().dimensions().stream().map(Measure.Dimension::name).toList();
        if (!coverage.dimensions().keySet().equals(Set.copyOf(names))) {
            findings.refuse("/dimensions", "must have " + names);
            return;
        }
        measure.get().check(coverage.dimensions(), (name, otherwise) -> findings.refuse("/dimensions/" + name, otherwise));
    }

    @Override
    protected Stream<Key> keys(Coverage coverage) {
        return Stream.of(new Key(coverage.measure(), new TreeMap<>(coverage.dimensions()).toString()));
    }

    /** All that is stated for those dimensions now, on whatever day. */
    List<Period<Coverage>> standing(String measure, Map<String, String> dimensions) {
        return stated(measure, dimensions, At.everyDay(), MOST);
    }

    private List<Period<Coverage>> stated(String measure, Map<String, String> dimensions, At at, int limit) {
        return matching(Condition.of("v.measure = ? and v.dimensions = ?::jsonb", measure,
                mapper.valueToTree(dimensions).toString()), at, limit);
    }

    /** What is stated for those dimensions then; else partial if anything counts, unknown if nothing does. */
    public Completeness completeness(String measure, Map<String, String> dimensions, At at, boolean anythingCounts) {
        var stated = stated(measure, dimensions, at, 1);
        return stated.isEmpty()
                ? anythingCounts ? Completeness.PARTIAL : Completeness.UNKNOWN
                : stated.get(0).content().completeness();
    }
}
