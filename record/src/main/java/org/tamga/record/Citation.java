package org.tamga.record;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;

/**
 * Where a fact comes from. No version is recorded without at least one.
 *
 * @param type what kind of source it is
 * @param title as the source is headed
 * @param publisher who published it
 * @param url where it can be read, or null
 * @param publishedOn when it was published (EDTF), or null
 * @param retrievedOn when it was looked up (EDTF), or null
 * @param language the source's language (BCP 47), or null
 * @param relayedFrom whom the publisher relays ("reported by the ministry"), or null
 * @param locator page, article or timecode, or null
 * @param quote its words in the original language, or null
 */
public record Citation(@NotNull Type type, @NotBlank @Size(max = 500) String title, @NotBlank @Size(max = 500) String publisher,
        @Size(max = 2000) String url, Edtf publishedOn, Edtf retrievedOn, @Size(max = 35) String language,
        @Size(max = 500) String relayedFrom, @Size(max = 500) String locator, @Size(max = 500) String quote) {

    /** The kinds of sources. */
    public enum Type {
        OFFICIAL_REGISTER, OFFICIAL_STATEMENT, LEGAL_ACT, NEWS_REPORT, DATASET, TRANSCRIPT, THIRD_PARTY, PRIMARY_RESEARCH
    }

    private static final int MAX_URL = 2000;

    public Citation {
        // Plain comparisons, lengths first: what is checked here may be a megabyte of malice.
        if (url != null && (url.length() > MAX_URL || !(url.startsWith("http://") || url.startsWith("https://"))
                || url.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c)))) {
            throw new IllegalArgumentException("url is not an http or https address of at most " + MAX_URL + " characters");
        }
        if (language != null) {
            LanguageMap.of(language, "-");
        }
    }

    /** The source by itself: whatever the place in it, its words there, and whenever it was looked up. */
    Citation source() {
        return new Citation(type, title, publisher, url, publishedOn, null, language, relayedFrom, null, null);
    }

    /** The same, whenever it was looked up. */
    public Citation whenever() {
        return retrievedOn == null
                ? this
                : new Citation(type, title, publisher, url, publishedOn, null, language, relayedFrom, locator, quote);
    }
}
