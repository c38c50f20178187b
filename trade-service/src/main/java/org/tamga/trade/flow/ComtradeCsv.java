package org.tamga.trade.flow;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

import jakarta.inject.Singleton;

import org.tamga.record.Records;
import org.tamga.record.imports.ImportFormat;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Rows;
import org.tamga.trade.table.Table;

/** UN Comtrade's tables, as its API and its bulk files give them. {@code publishedOn} is the vintage. */
@Singleton
class ComtradeCsv implements ImportFormat {

    private static final List<String> NEEDED = List.of("freqCode", "period", "reporterCode", "flowCode", "partnerCode",
            "classificationCode", "cmdCode", "primaryValue");

    private final FlowRecords flows;

    ComtradeCsv(FlowRecords flows) {
        this.flows = flows;
    }

    @Override
    public String name() {
        return "comtrade-csv";
    }

    @Override
    public Records<?> records() {
        return flows;
    }

    @Override
    public Set<String> mediaTypes() {
        return Set.of("text/csv");
    }

    @Override
    public String title() {
        return Comtrade.TITLE;
    }

    @Override
    public String publisher() {
        return Comtrade.PUBLISHER;
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        Table.read(content, NEEDED, column -> true, rows,
                cells -> Comtrade.take(column -> cells.text(column).orElse(""), cells.place(), flows, file, rows));
    }
}
