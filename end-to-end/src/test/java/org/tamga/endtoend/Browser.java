package org.tamga.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

/**
 * Chromium as the system has it, and what every page is held to: it fits its window, and axe finds nothing against it. Screenshots
 * are kept in {@code target/screenshots}.
 */
final class Browser implements AutoCloseable {

    /** Where {@code ./tamga test} says it is, else where Debian has it. */
    private static final String CHROMIUM = Optional.ofNullable(System.getenv("TAMGA_CHROMIUM")).orElse("/usr/bin/chromium");
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
        this.playwright = playwright;
        this.chromium = chromium;
    }

    static Browser open() {
        // Several services answer for one page, and machines that test are slow.
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        var playwright = Playwright
                .create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        // Without the sandbox, which needs rights that a container does not give; only our own pages are opened.
        return new Browser(playwright, playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(Path.of(CHROMIUM)).setArgs(List.of("--no-sandbox"))));
    }

    /** A window of that width, with what a reader there has set. */
    BrowserContext window(int width, com.microsoft.playwright.Browser.NewContextOptions settings) {
        return chromium.newContext(settings.setViewportSize(width, 900));
    }

    /** A new window of that width. */
    Page page(int width) {
        return window(width, new com.microsoft.playwright.Browser.NewContextOptions()).newPage();
    }

    /** Keeps a picture of the whole page. */
    static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    /** What axe finds against a page by WCAG 2.2 AA: rule and elements, one a line. */
    static List<String> violations(Page page) {
        return new AxeBuilder(page).withTags(WCAG).analyze().getViolations().stream()
                .flatMap(rule -> rule.getNodes().stream().map(node -> rule.getId() + ": " + node.getHtml())).toList();
    }

    /** How many pixels a page is wider than its window. */
    static int overflow(Page page) {
        return ((Number) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .intValue();
    }

    /** Keeps a picture of the page, and holds it to what every page is held to. */
    static void seen(Page page, String name) {
        picture(page, name);
        assertEquals(List.of(), violations(page), name);
        assertEquals(0, overflow(page), name);
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
