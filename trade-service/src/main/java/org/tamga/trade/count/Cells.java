package org.tamga.trade.count;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tamga.commons.json.Json;
import org.tamga.trade.company.Company.EntityType;
import org.tamga.trade.company.Company.Status;
import org.tamga.trade.definition.CountDefinition;
import org.tamga.trade.definition.CountDefinition.Threshold;

/** Companies with capital of a country, counted by all that a definition can choose by: any definition's count is a sum of these. */
record Cells(List<Cell> cells) {

    /**
     * So many companies are alike.
     *
     * @param reached the highest threshold that the share surely reaches
     * @param isSure false where the company, or all that the country has in it, is only planned or disputed
     * @param isDisputed true where some of it is disputed, and nothing that it takes is only planned
     */
    record Cell(EntityType entityType, Status status, Threshold reached, boolean isSure, boolean isDisputed, long companies) {

        private boolean isCountedBy(CountDefinition definition) {
            return isSure && isAskedForBy(definition) && reached.compareTo(definition.threshold()) >= 0;
        }

        private boolean isAskedForBy(CountDefinition definition) {
            return (definition.entityTypes().isEmpty() || definition.entityTypes().contains(entityType))
                    && (definition.statuses().isEmpty() || definition.statuses().contains(status));
        }
    }

    long count(CountDefinition definition) {
        return counted(definition).mapToLong(Cell::companies).sum();
    }

    Count.Breakdown breakdown(CountDefinition definition) {
        return new Count.Breakdown(by(definition, Cell::entityType), by(definition, Cell::status), Stream.of(Threshold.values())
                .collect(Collectors.toMap(Json::name, threshold -> count(definition.with(threshold)), Long::sum,
                        java.util.LinkedHashMap::new)),
                unsure(definition));
    }

    /** Whether there are some that do not count and may do so, however a dispute about them ends. */
    boolean isUnsettled(CountDefinition definition) {
        return cells.stream()
                .anyMatch(cell -> cell.isDisputed && cell.isAskedForBy(definition) && !cell.isCountedBy(definition));
    }

    private long unsure(CountDefinition definition) {
        return cells.stream().filter(cell -> !cell.isSure && cell.isAskedForBy(definition)).mapToLong(Cell::companies).sum();
    }

    private Map<String, Long> by(CountDefinition definition, Function<Cell, Enum<?>> property) {
        return counted(definition).collect(Collectors.groupingBy(cell -> Json.name(property.apply(cell)), TreeMap::new,
                Collectors.summingLong(Cell::companies)));
    }

    private Stream<Cell> counted(CountDefinition definition) {
        return cells.stream().filter(cell -> cell.isCountedBy(definition));
    }
}
