package org.tamga.gateway.brief;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STStyleType;

/** A brief as a Word document (ECMA-376), for a desk that goes on writing: with real headings, tables and links, on A4. */
final class Docx {

    private static final String FONT = "Arial";
    /** Word has it everywhere; other programs put their own in its place. */
    private static final String HANGUL_FONT = "Malgun Gothic";
    private static final int TWIPS_A_MILLIMETRE = 57;
    private static final int INDENT = 5 * TWIPS_A_MILLIMETRE;
    private static final String ACCENT = "9C2A1F";
    private static final String MUTED = "555555";

    private final XWPFDocument document;
    private final Brief brief;
    private final Phrases phrases;

    private Docx(XWPFDocument document, Brief brief, Phrases phrases) {
        this.document = document;
        this.brief = brief;
        this.phrases = phrases;
    }

    /** @param title of the brief, in its language */
    static byte[] of(Brief brief, Phrases phrases, String title) {
        try (var document = new XWPFDocument(); var bytes = new ByteArrayOutputStream()) {
            new Docx(document, brief, phrases).write(title);
            document.write(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
    }

    private void write(String title) {
        page();
        styles();
        document.getProperties().getCoreProperties().setTitle(title);
        document.getProperties().getCoreProperties().setCreator("Tamga");
        heading(1, title);
        muted(phrases.of("brief.valid-at") + ": " + phrases.day(brief.validAt()) + " · " + phrases.of("brief.known-at") + ": "
                + phrases.instant(brief.knownAt()));
        brief.missing().forEach(missing -> muted(
                phrases.of("brief.missing", phrases.named("domain", missing.domain()), missing.reason())));
        if (brief.changes() != null) {
            heading(2, phrases.of("brief.since", phrases.instant(brief.compareWith())));
            brief.changes().forEach(change -> item(0, change.inWords(phrases), List.of()));
            if (brief.changes().isEmpty()) {
                run(document.createParagraph(), phrases.of("brief.unchanged"));
            }
        }
        brief.sections().forEach(this::section);
        if (!brief.sources().isEmpty()) {
            heading(2, phrases.of("brief.sources"));
            brief.sources().forEach(this::source);
        }
        heading(2, phrases.of("brief.cite"));
        run(document.createParagraph(), brief.citation());
    }

    private void section(Brief.Section section) {
        heading(2, phrases.named("domain", section.domain()));
        for (var block : section.blocks()) {
            switch (block.form()) {
                case SAID -> {
                    heading(3, Phrases.joined(", ", block.by() == null ? phrases.of("brief.noted") : block.by(),
                            phrases.date(block.date())));
                    block.facts().forEach(fact -> item(0, fact.inWords(phrases), fact.numbers()));
                }
                case FIGURES -> table(block);
                case LIST -> block.facts().forEach(this::fact);
            }
        }
    }

    private void fact(Brief.Fact fact) {
        var about = Phrases.joined(", ", phrases.date(fact.date()),
                fact.confidence() == null ? null : phrases.named("confidence", fact.confidence()));
        item(0, fact.text() + (about.isEmpty() ? "" : " (" + about + ")"), fact.numbers());
        fact.claims().forEach(claim -> item(1, claim.inWords(phrases), claim.numbers()));
    }

    private void table(Block block) {
        var table = document.createTable(block.facts().size() + 1, 4);
        table.setWidth("100%");
        var row = table.getRow(0);
        row.setRepeatHeader(true);
        row.setCantSplitRow(true);
        var columns = Stream.of("of", "figure", "date", "by").map(column -> phrases.of("brief.column-" + column)).toList();
        for (var i = 0; i < columns.size(); i++) {
            cell(row.getCell(i), columns.get(i)).setBold(true);
        }
        for (var i = 0; i < block.facts().size(); i++) {
            var fact = block.facts().get(i);
            row = table.getRow(i + 1);
            row.setCantSplitRow(true);
            cell(row.getCell(0), fact.label());
            cell(row.getCell(1), fact.figure() == null
                    ? phrases.of("brief.not-recorded")
                    : phrases.quantity(fact.figure())).setBold(fact.figure() != null);
            cell(row.getCell(2), Phrases.joined(" ", phrases.date(fact.date()), phrases.confidence(fact.confidence())));
            cell(row.getCell(3), Phrases.joined(" ", fact.publishedBy(), numbers(fact.numbers())));
        }
        // Two tables that touch are one to Word.
        document.createParagraph();
    }

    private static XWPFRun cell(XWPFTableCell cell, String text) {
        var paragraph = cell.getParagraphs().get(0);
        paragraph.setSpacingAfter(40);
        var run = run(paragraph, text);
        run.setFontSize(9);
        return run;
    }

    private void source(Brief.Source source) {
        var paragraph = document.createParagraph();
        paragraph.setIndentationLeft(2 * INDENT);
        paragraph.setIndentationHanging(2 * INDENT);
        run(paragraph, "[" + source.number() + "] ");
        var isLink = isLink(source.url());
        if (!isLink) {
            run(paragraph, source.title());
        } else {
            var link = paragraph.createHyperlinkRun(source.url());
            link.setText(source.title());
            link.setColor("1F4E79");
        }
        var rest = Phrases.joined(", ", source.publisher(), phrases.date(source.publishedOn()));
        run(paragraph, (rest.isEmpty() ? "" : ", " + rest)
                + (source.relayedFrom() == null ? "" : " (" + source.relayedFrom() + ")")
                + (source.isComputed() || source.url() != null && !isLink ? ", " + source.url() : ""));
        for (var place : source.places()) {
            var below = document.createParagraph();
            below.setIndentationLeft(2 * INDENT);
            run(below, Phrases.joined(" ", place.quote() == null ? null : "“" + place.quote() + "”", place.locator()))
                    .setColor(MUTED);
        }
    }

    /** True for an address that may stand in a document (RFC 3986): the record has also some that only browsers take. */
    private static boolean isLink(String address) {
        try {
            return address != null && new URI(address).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private void item(int depth, String words, Collection<Integer> sources) {
        var paragraph = document.createParagraph();
        paragraph.setIndentationLeft((depth + 1) * INDENT);
        paragraph.setIndentationHanging(INDENT);
        run(paragraph, "•\t" + words);
        if (!sources.isEmpty()) {
            run(paragraph, " " + numbers(sources)).setColor(MUTED);
        }
    }

    private void heading(int level, String text) {
        var paragraph = document.createParagraph();
        paragraph.setStyle("Heading" + level);
        paragraph.setKeepNext(true);
        run(paragraph, text);
    }

    private void muted(String text) {
        run(document.createParagraph(), text).setColor(MUTED);
    }

    private static XWPFRun run(XWPFParagraph paragraph, String text) {
        var run = paragraph.createRun();
        var parts = text.split("\t", -1);
        for (var i = 0; i < parts.length; i++) {
            if (i > 0) {
                run.addTab();
            }
            run.setText(parts[i], i);
        }
        return run;
    }

    private static String numbers(Collection<Integer> numbers) {
        return numbers.stream().map(number -> "[" + number + "]").collect(Collectors.joining(" "));
    }

    private void page() {
        var section = document.getDocument().getBody().addNewSectPr();
        var size = section.addNewPgSz();
        size.setW(BigInteger.valueOf(210L * TWIPS_A_MILLIMETRE));
        size.setH(BigInteger.valueOf(297L * TWIPS_A_MILLIMETRE));
        var margins = section.addNewPgMar();
        var margin = BigInteger.valueOf(20L * TWIPS_A_MILLIMETRE);
        margins.setLeft(margin);
        margins.setRight(margin);
        margins.setTop(margin);
        margins.setBottom(margin);
    }

    /** The headings by the names that Word knows, so that its outline and table of contents work. */
    private void styles() {
        var styles = document.createStyles();
        var defaults = CTStyle.Factory.newInstance();
        defaults.setStyleId("Normal");
        defaults.addNewName().setVal("Normal");
        defaults.setType(STStyleType.PARAGRAPH);
        defaults.setDefault(Boolean.TRUE);
        var letters = defaults.addNewRPr();
        var fonts = letters.addNewRFonts();
        fonts.setAscii(FONT);
        fonts.setHAnsi(FONT);
        fonts.setCs(FONT);
        fonts.setEastAsia(HANGUL_FONT);
        letters.addNewSz().setVal(BigInteger.valueOf(20));
        letters.addNewLang().setVal(brief.lang());
        defaults.addNewPPr().addNewSpacing().setAfter(BigInteger.valueOf(80));
        styles.addStyle(new XWPFStyle(defaults, styles));
        var halfPoints = new int[]{40, 28, 22};
        for (var level = 1; level <= halfPoints.length; level++) {
            var heading = CTStyle.Factory.newInstance();
            heading.setStyleId("Heading" + level);
            heading.addNewName().setVal("heading " + level);
            heading.addNewBasedOn().setVal("Normal");
            heading.addNewNext().setVal("Normal");
            heading.addNewQFormat();
            heading.setType(STStyleType.PARAGRAPH);
            var shape = heading.addNewPPr();
            shape.addNewOutlineLvl().setVal(BigInteger.valueOf(level - 1L));
            var spacing = shape.addNewSpacing();
            spacing.setBefore(BigInteger.valueOf(level == 1 ? 0 : 240));
            spacing.setAfter(BigInteger.valueOf(80));
            var type = heading.addNewRPr();
            type.addNewB();
            type.addNewSz().setVal(BigInteger.valueOf(halfPoints[level - 1]));
            if (level == 2) {
                type.addNewColor().setVal(ACCENT);
            }
            styles.addStyle(new XWPFStyle(heading, styles));
        }
    }
}
