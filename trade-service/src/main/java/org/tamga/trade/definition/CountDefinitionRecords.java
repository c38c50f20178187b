package org.tamga.trade.definition;

import java.util.Optional;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Key;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Records;

/** The definitions of counts. */
@Singleton
public class CountDefinitionRecords extends Records<CountDefinition> {

    CountDefinitionRecords(Ledger ledger) {
        super(ledger, "count-definition", CountDefinition.class);
    }

    @Override
    protected Stream<Key> keys(CountDefinition definition) {
        return Stream.of(new Key("code", definition.code()));
    }

    /** The definition with that code as recorded then, if there was one. */
    public Optional<Period<CountDefinition>> named(String code, At at) {
        return matching(Condition.of("v.code = ?", code), at, 1).stream().findFirst();
    }
}
