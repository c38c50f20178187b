package org.tamga.trade.flow;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import jakarta.inject.Singleton;

import org.tamga.record.imports.FileFormat;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Rows;
import org.tamga.record.imports.Table;

/** UN Comtrade's tables, as its API and its bulk files give them. {@code publishedOn} is the vintage. */
@Singleton
class ComtradeCsv extends FileFormat<Flow> {

    private static final List<String> NEEDED = List.of("freqCode", "period", "reporterCode", "flowCode", "partnerCode",
            "classificationCode", "cmdCode", "primaryValue");

    private final FlowRecords flows;

    ComtradeCsv(FlowRecords flows) {
        super("comtrade-csv", flows, Comtrade.TITLE, Comtrade.PUBLISHER, "text/csv");
        this.flows = flows;
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        var comtrade = new Comtrade(flows, file, rows);
        Table.read(content, NEEDED, column -> true, rows,
                line -> comtrade.take(column -> line.text(column).orElse(""), line.place()));
    }
}
