package org.tamga.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.deque.html.axecore.args.AxeRunOptions;
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
    private static final int HEIGHT = 900;
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
        return chromium.newContext(settings.setViewportSize(width, HEIGHT));
    }

    /** A page in a new window of that width, which is closed with it. */
    Page page(int width) {
        return chromium.newPage(new com.microsoft.playwright.Browser.NewPageOptions().setViewportSize(width, HEIGHT));
    }

    /** Keeps a picture of the whole page. */
    static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    /** What axe finds against a page by WCAG 2.2 AA: rule and elements, one a line. */
    static List<String> violations(Page page) {
        var options = new AxeRunOptions();
        // All that passes would be told as well, node by node.
        options.setResultTypes(List.of("violations"));
        // Legacy: without a page of its own for what frames found, as no page of ours has any.
        return new AxeBuilder(page).options(options).withTags(WCAG).setLegacyMode(true).analyze().getViolations().stream()
                .flatMap(rule -> rule.getNodes().stream().map(node -> rule.getId() + ": " + node.getHtml())).toList();
    }

    /** How many pixels a page is wider than its window. */
    static int overflow(Page page) {
        return ((Number) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .intValue();
    }

    /**
     * Walks once around a page with the Tab key alone.
     *
     * @return what it does not come to, and what does not show that it has the focus; one a line
     */
    static List<String> walk(Page page) {
        var wrong = new ArrayList<String>();
        // What a key brought is looked at when the next one comes: a question to the page for each would take longer than the keys.
        page.evaluate(
                """
                () => {
                  window.walked = [];
                  window.said = [];
                  addEventListener('keydown', () => {
                    const at = document.activeElement;
                    if (at === document.body || at === walked.at(-1) || said.includes('around')) {
                      return;
                    }
                    if (walked.includes(at)) {
                      said.push(at === walked[0] ? 'around' : `comes again: ${at.outerHTML}`);
                      return;
                    }
                    walked.push(at);
                    const { outlineStyle, outlineWidth } = getComputedStyle(at);
                    const { top, left, bottom, right } = at.getBoundingClientRect();
                    if (outlineStyle === 'none' || parseFloat(outlineWidth) === 0 || bottom <= 0 || right <= 0
                      || top >= innerHeight || left >= innerWidth) {
                      said.push(`does not show: ${at.outerHTML}`);
                    }
                  }, { capture: true });
                }""");
        for (int keys = 0; !wrong.remove("around"); keys += 10) {
            if (wrong.size() > 20 || keys > 5_000) {
                wrong.add("goes no further");
                return wrong;
            }
            for (int key = 0; key < 10; key++) {
                page.keyboard().down("Tab");
            }
            ((List<?>) page.evaluate("said.splice(0)")).forEach(each -> wrong.add((String) each));
        }
        page.keyboard().up("Tab");
        for (var left : (List<?>) page.evaluate(
                """
                () => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
                  .filter((each) => !each.matches(':disabled, [type=hidden], [tabindex="-1"]') && !walked.includes(each)
                    && each.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
                    && !(each.type === 'radio' && walked.some((other) => other.name === each.name)))
                  .map((each) => `is not come to: ${each.outerHTML}`)""")) {
            wrong.add((String) left);
        }
        return wrong;
    }

    /** What of a page moves, or would: elements, one a line. */
    static List<?> motion(Page page) {
        return (List<?>) page.evaluate(
                """
                () => [...document.querySelectorAll('*')].filter((each) => [null, '::before', '::after'].some((part) => {
                  const style = getComputedStyle(each, part);
                  return style.animationName !== 'none' || style.scrollBehavior === 'smooth'
                    || style.transitionDuration.split(',').some((time) => parseFloat(time) > 0);
                })).map((each) => each.cloneNode(false).outerHTML)""");
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
