package org.tamga.gateway.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tamga.commons.problem.Problem;

/** The languages that pages and briefs speak, and which one a reader gets. */
@Singleton
public class Languages {

    private final Map<String, Messages> messages = new LinkedHashMap<>();

    /** @param languages BCP 47 tags, the one for all others first */
    Languages(@ConfigProperty(name = "tamga.languages") List<String> languages) {
        languages.forEach(language -> messages.put(language, Messages.in(language)));
    }

    /** All of them, the one for all others first. */
    public List<String> all() {
        return List.copyOf(messages.keySet());
    }

    /**
     * The words for a reader.
     *
     * @param asked the {@code lang} parameter, or null
     * @param accepted what the reader's browser says, best first
     * @throws Problem 400 if another language is asked for
     */
    public Messages choose(String asked, List<Locale> accepted) {
        if (asked != null && !messages.containsKey(asked)) {
            throw Problem.invalidParameter("lang", "Offered are " + String.join(", ", messages.keySet()) + ".");
        }
        return offered(asked, accepted);
    }

    /** The same for who is told of a problem: another language than those offered counts as none. */
    Messages offered(String asked, List<Locale> accepted) {
        if (asked != null && messages.containsKey(asked)) {
            return messages.get(asked);
        }
        return accepted.stream().map(locale -> messages.get(locale.getLanguage())).filter(found -> found != null).findFirst()
                .orElseGet(() -> messages.values().iterator().next());
    }
}
