package org.tamga.gateway.brief;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.gateway.service.Kept;
import org.tamga.gateway.service.ServiceFailure;

import io.vertx.core.Future;

/**
 * Puts a brief together: all services are asked at once, each part for itself, and what does not come is named as missing.
 */
@Singleton
class Briefs {

    /** Behind the limits of the single calls, of which some follow others: what is not there by then is missing. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** After all changes that there can be: where the log is settled is wanted, and none of them. */
    private static final String SETTLED = "/api/%s/changes?limit=1&after=" + Long.MAX_VALUE;

    /** Copies of what others recorded come a moment after it, and are in no position of the log. */
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int MOST_KEPT = 20;

    private final Kept<Key, Answered> kept = new Kept<>(MOST_KEPT, FRESH, answered -> answered.brief().missing().isEmpty());
    private final Lists lists;
    private final Readings readings;
    private final EventsSection events;
    private final TradeSection trade;
    private final MobilitySection mobility;
    private final EducationSection education;

    Briefs(Lists lists, Readings readings, EventsSection events, TradeSection trade, MobilitySection mobility,
            EducationSection education) {
        this.lists = lists;
        this.readings = readings;
        this.events = events;
        this.trade = trade;
        this.mobility = mobility;
        this.education = education;
    }

    /**
     * Up to where the services' records are settled.
     *
     * @param instant answers as of then repeat exactly
     * @param positions of the services' change logs, by domain: where they are the same later, nothing was recorded in between
     */
    record Settled(Instant instant, Map<String, Long> positions) {}

    /** Services that are away do not count; without any, the instant is the present. */
    Settled settled() {
        var asked = lists.domains().stream().collect(Collectors.toMap(domain -> domain,
                domain -> lists.answer(domain, SETTLED.formatted(domain))));
        await(List.copyOf(asked.values()));
        var horizons = asked.entrySet().stream()
                .filter(each -> each.getValue().succeeded() && each.getValue().result().isPresent())
                .map(each -> Map.entry(each.getKey(), each.getValue().result().get().path("horizon")))
                .filter(each -> each.getValue().path("instant").isTextual())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new Settled(horizons.values().stream().map(horizon -> Instant.parse(horizon.path("instant").asText()))
                .min(Instant::compareTo).orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.MICROS)),
                horizons.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().path("sequence").asLong())));
    }

    /** A brief, without its citation, and the question that it answers. */
    record Answered(Question question, Brief brief) {}

    /**
     * The brief of what is known now: one that was put together a moment ago, as of then, where no service has recorded anything since. Waits for
     * the services, so not for an event loop.
     */
    Answered ofNow(Question question, Settled settled) {
        if (settled.positions().size() < lists.domains().size()) {
            return new Answered(question, of(question));
        }
        var key = new Key(question.subject().address(), question.validAt(), question.words().language(), settled.positions());
        return kept.get(key, () -> new Answered(question, of(question)));
    }

    private record Key(String subject, LocalDate validAt, String language, Map<String, Long> positions) {}

    /** The brief that is asked for, without its citation. Waits likewise. */
    Brief of(Question question) {
        var gatherings = events.gatherings(question);
        var said = events.claims(question, gatherings);
        var claims = said.map(EventsSection.Said::claims);
        var parts = question.subject() instanceof Subject.Countries
                ? ofCountries(question, gatherings, claims)
                : ofGatherings(question, gatherings, claims);
        parts.compute(EventsSection.DOMAIN, (domain, futures) -> Stream.concat(futures.stream(), Stream.of(
                said.map(all -> EventsSection.more(question, "claim", all.more()).toList()))).toList());
        await(parts.values().stream().flatMap(List::stream).toList());
        await(List.of(claims));
        return assembled(question, parts, claims);
    }

    private Map<String, List<Future<List<Finding>>>> ofCountries(Question question, Future<EventsSection.Listed> gatherings,
            Future<List<Claim>> claims) {
        var first = question.pair().first().code();
        var second = question.pair().second().code();
        Map<String, List<Future<List<Finding>>>> parts = new LinkedHashMap<>();
        parts.put(EventsSection.DOMAIN, List.of(events.gatherings(question, gatherings, claims),
                events.recommendations(question, gatherings), events.commitments(question, gatherings),
                readings.of(EventsSection.DOMAIN, question, List.of(), claims)));
        parts.put(TradeSection.DOMAIN, List.of(
                readings.of(TradeSection.DOMAIN, question, TradeSection.measures(question), claims),
                trade.figures(question), trade.flows(question), trade.agreements(question),
                trade.companies(question, first, second), trade.companies(question, second, first)));
        parts.put(MobilitySection.DOMAIN, List.of(mobility.visa(question), mobility.flights(question),
                readings.of(MobilitySection.DOMAIN, question, MobilitySection.measures(question), claims),
                mobility.arrivals(question)));
        parts.put(EducationSection.DOMAIN, Stream.of(
                Stream.of(readings.of(EducationSection.DOMAIN, question, EducationSection.measures(question), claims)),
                education.institutions(question).stream(), Stream.of(education.students(question)))
                .flatMap(part -> part).toList());
        return parts;
    }

    /** Of a format or a gathering: what happened and was said there, and beside it what the record holds. */
    private Map<String, List<Future<List<Finding>>>> ofGatherings(Question question, Future<EventsSection.Listed> gatherings,
            Future<List<Claim>> claims) {
        Map<String, List<Future<List<Finding>>>> parts = new LinkedHashMap<>();
        parts.put(EventsSection.DOMAIN, List.of(events.gatherings(question, gatherings, claims), events.programme(question),
                events.statements(question), events.recommendations(question, gatherings),
                events.commitments(question, gatherings), readings.of(EventsSection.DOMAIN, question, List.of(), claims)));
        var tradeReadings = readings.of(TradeSection.DOMAIN, question, List.of(), claims);
        parts.put(TradeSection.DOMAIN, question.subject() instanceof Subject.Gathering
                ? List.of(tradeReadings, trade.agreements(question))
                : List.of(tradeReadings));
        parts.put(MobilitySection.DOMAIN, List.of(mobility.access(question),
                readings.of(MobilitySection.DOMAIN, question, List.of(), claims)));
        parts.put(EducationSection.DOMAIN, List.of(readings.of(EducationSection.DOMAIN, question, List.of(), claims)));
        return parts;
    }

    private static Brief assembled(Question question, Map<String, List<Future<List<Finding>>>> parts,
            Future<List<Claim>> claims) {
        var found = new LinkedHashMap<String, List<Finding>>();
        var missing = new LinkedHashMap<String, String>();
        parts.forEach((domain, futures) -> futures.forEach(part -> {
            if (part.succeeded()) {
                found.computeIfAbsent(domain, any -> new ArrayList<>()).addAll(part.result());
            } else {
                missing.putIfAbsent(domain, reason(question, part.cause()));
            }
        }));
        if (claims.succeeded()) {
            var beside = idsBeside(found.values());
            found.compute(EventsSection.DOMAIN, (domain, findings) -> EventsSection.withClaims(question,
                    findings == null ? List.of() : findings,
                    claims.result().stream().filter(claim -> !beside.contains(claim.id())).toList()));
        } else {
            missing.putIfAbsent(EventsSection.DOMAIN, reason(question, claims.cause()));
        }
        var notes = new SourceNotes();
        var phrases = new Phrases(question.words());
        var sections = found.entrySet().stream().filter(section -> !section.getValue().isEmpty())
                .map(section -> new Brief.Section(section.getKey(),
                        section.getValue().stream().map(finding -> fact(finding, notes, phrases)).toList()))
                .toList();
        return Brief.about(question.subject(), question.validAt(), question.knownAt(), question.words().language(),
                sections,
                missing.entrySet().stream().map(each -> new Brief.Missing(each.getKey(), each.getValue())).toList(),
                notes.all(),
                null);
    }

    /** Claims that stand beside a reading, and so not by themselves. */
    private static Set<String> idsBeside(Iterable<List<Finding>> sections) {
        var ids = new HashSet<String>();
        sections.forEach(findings -> findings.forEach(finding -> finding.claims().forEach(claim -> ids.add(claim.id()))));
        return ids;
    }

    private static Brief.Fact fact(Finding finding, SourceNotes notes, Phrases phrases) {
        var sources = notes.references(finding.sources());
        var claims = finding.claims().stream().map(claim -> new Brief.Said(claim.id(), phrases.text(claim.text()),
                EventsSection.speaker(phrases, claim), claim.json().at("/statement/saidOn").asText(null), claim.aboutDate(),
                claim.quantity(), claim.json().path("confidence").asText(null), claim.verdict(),
                notes.references(claim.json().path("sources"))))
                .collect(Collectors.toList());
        var figure = Optional.ofNullable(finding.figure());
        return new Brief.Fact(finding.id(), finding.kind(), finding.label(), finding.text(), finding.by(),
                figure.map(Brief.Quantity::value).orElse(null), figure.map(Brief.Quantity::relation).orElse(null),
                figure.map(Brief.Quantity::unit).orElse(null), finding.date(), finding.confidence(), finding.evidence(),
                claims, finding.verdict(), finding.observed(), sources);
    }

    private static String reason(Question question, Throwable failure) {
        if (failure == null) {
            return question.words().of("failure.gateway-timeout");
        }
        return failure instanceof ServiceFailure known
                ? question.words().of("failure." + known.type().slug())
                : question.words().of("failure.bad-gateway");
    }

    /** Until all have come or failed, or the time is up. */
    static void await(List<? extends Future<?>> futures) {
        Future.join(List.copyOf(futures)).otherwiseEmpty().toCompletionStage().toCompletableFuture()
                .completeOnTimeout(null, LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
    }
}
