package org.tamga.gateway.brief;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.gateway.page.Xml;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.extend.impl.FSDefaultCacheStore;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.CacheStore;
import com.openhtmltopdf.util.XRLog;

/**
 * A document as PDF, with its fonts in it: Liberation Sans, which has Latin and all Cyrillic letters, and where there is any Hangul
 * one from the machine, for none comes as a library. Nothing is fetched from anywhere.
 */
@Singleton
class Pdf {

    /** As the style sheet calls it, whatever its own name. */
    private static final String HANGUL_FAMILY = "Hangul";
    /** Where the build could get one. */
    private static final String BUILT_IN_HANGUL = "/fonts/NanumGothic.ttf";
    static final String STYLE = resource("/print.css");

    private static final Pattern HANGUL = Pattern.compile("[\\u1100-\\u11ff\\u3130-\\u318f\\uac00-\\ud7a3]");
    /** One takes some megabytes, most of them for the fonts. */
    private static final int PRESSES = 2;

    private final List<Path> hangulFonts;
    /** The files are read once for their measures; what is set needs only those of its letters. */
    private final FSDefaultCacheStore fontMetrics = new FSDefaultCacheStore();
    private final Semaphore presses = new Semaphore(PRESSES);

    /** @param hangulFonts TrueType files with Hangul; the first that there is will be used, else the one that the build brought */
    Pdf(@ConfigProperty(name = "tamga.briefs.hangul-fonts") List<Path> hangulFonts) {
        this.hangulFonts = hangulFonts;
    }

    /**
     * Sets a document.
     *
     * @param document XHTML with its style inside, well-formed but for control characters, which a record may hold
     * @throws Problem 406 if it has Hangul and there is no font for it, 503 if as many are being set as may be
     */
    byte[] of(String document) {
        if (!presses.tryAcquire()) {
            throw Problem.unavailable("As many documents are being set as may be.", 2);
        }
        try {
            return set(document);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        } finally {
            presses.release();
        }
    }

    private byte[] set(String document) throws IOException {
        XRLog.setLoggingEnabled(false);
        var out = new ByteArrayOutputStream();
        var builder = new PdfRendererBuilder()
                .useFastMode()
                .useSVGDrawer(new Drawing())
                .useCacheStore(CacheStore.PDF_FONT_METRICS, fontMetrics)
                .useUriResolver((base, uri) -> uri.startsWith("#") || base == null && uri.startsWith("http") ? uri : null)
                .withW3cDocument(parsed(document), null);
        font(builder, "/liberation/LiberationSans-Regular.ttf", "Liberation Sans", 400);
        font(builder, "/liberation/LiberationSans-Bold.ttf", "Liberation Sans", 700);
        if (HANGUL.matcher(document).find()) {
            builder.useFont(hangulFont(), HANGUL_FAMILY);
        }
        builder.toStream(out).run();
        return out.toByteArray();
    }

    private FSSupplier<InputStream> hangulFont() {
        var installed = hangulFonts.stream().filter(Files::isReadable).findFirst();
        if (installed.isPresent()) {
            return () -> open(installed.get());
        }
        if (Pdf.class.getResource(BUILT_IN_HANGUL) == null) {
            throw new Problem(ProblemType.NOT_ACCEPTABLE,
                    "A PDF with Korean letters needs a font that has them, and none of those configured is installed here.");
        }
        return () -> open(BUILT_IN_HANGUL);
    }

    private static void font(PdfRendererBuilder builder, String file, String family, int weight) {
        builder.useFont(() -> open(file), family, weight, FontStyle.NORMAL, true);
    }

    private static Document parsed(String document) throws IOException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(
                    new ByteArrayInputStream(Xml.text(document).getBytes(StandardCharsets.UTF_8)));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("the printed brief is not well-formed", e);
        }
    }

    private static String resource(String name) {
        try (var file = open(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        var file = Pdf.class.getResourceAsStream(name);
        if (file == null) {
            throw new IllegalStateException("there is no " + name + " among the libraries");
        }
        return file;
    }
}
