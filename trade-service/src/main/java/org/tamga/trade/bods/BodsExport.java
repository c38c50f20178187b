package org.tamga.trade.bods;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Interval;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.trade.company.Company;
import org.tamga.trade.company.Company.EntityType;
import org.tamga.trade.company.CompanyRecords;
import org.tamga.trade.interest.Interest;
import org.tamga.trade.interest.InterestRecords;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Companies and the interests in them as statements of BODS 0.4, one a line: each company, later each interest in it, before which
 * its holder stands. A record's id is the BODS recordId, a period's the statementId, the day it became known the statementDate.
 */
@Singleton
class BodsExport {

    private static final int TOGETHER = 500;
    /** Bytes of the ids of companies that were stated, some 160,000. */
    private static final long STATED = 16 << 20;

    private final CompanyRecords companies;
    private final InterestRecords interests;
    private final ObjectMapper mapper;

    BodsExport(CompanyRecords companies, InterestRecords interests, ObjectMapper mapper) {
        this.companies = companies;
        this.interests = interests;
        this.mapper = mapper;
    }

    /** @param at the times of the list, at which its interests and holders are read too */
    void write(Records.Matches<Company> matches, At at, Writer out) throws IOException {
        var gathered = new ArrayList<Period<Company>>();
        // Each is stated once, but for those after which so many others were that it is not remembered.
        var stated = new Remembered<Boolean>(STATED, unused -> 0, (id, unused) -> {
        });
        matches.each(company -> {
            gathered.add(company);
            if (gathered.size() == TOGETHER) {
                write(gathered, stated, at, out);
                gathered.clear();
            }
        });
        write(gathered, stated, at, out);
        out.flush();
    }

    private void write(List<Period<Company>> list, Remembered<Boolean> stated, At at, Writer out) throws IOException {
        for (var company : list) {
            if (stated.get(company.id()) == null) {
                line(entity(company), out);
                stated.put(company.id(), true);
            }
        }
        var held = new ArrayList<Period<Interest>>();
        try {
            interests.overlapping(new Interval(at.validAt(), at.validAt().plusDays(1)),
                    Condition.of("v.parent_id = any (?::uuid[])", list.stream().map(Period::id).toList()), at,
                    List.of("parent_id", "id"), interest -> {
                        held.add(interest);
                        if (held.size() == TOGETHER) {
                            writeHeld(held, stated, at, out);
                            held.clear();
                        }
                    });
            writeHeld(held, stated, at, out);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void writeHeld(List<Period<Interest>> held, Remembered<Boolean> stated, At at, Writer out) {
        try {
            for (var holder : holders(held, stated, at)) {
                line(entity(holder), out);
                stated.put(holder.id(), true);
            }
            for (var interest : held) {
                if (interest.content().holder().companyId() == null) {
                    line(party(interest), out);
                }
                line(relationship(interest), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Period<Company>> holders(List<Period<Interest>> held, Remembered<Boolean> stated, At at) {
        var missing = held.stream().map(interest -> interest.content().holder().companyId())
                .filter(id -> id != null && stated.get(id) == null).collect(Collectors.toSet());
        if (missing.isEmpty()) {
            return List.of();
        }
        var holders = new ArrayList<>(companies.matching(Condition.of("v.id = any (?::uuid[])", missing), at, missing.size()));
        holders.forEach(holder -> missing.remove(holder.id()));
        missing.forEach(id -> nearest(companies.known(id, at), at.validAt()).ifPresent(holders::add));
        return holders;
    }

    /** Of a company of which nothing is recorded on that day: what was said last before it, else first. */
    private static Optional<Period<Company>> nearest(List<Period<Company>> byDays, LocalDate day) {
        return byDays.stream().filter(period -> period.valid().from() == null || !period.valid().from().isAfter(day))
                .reduce((one, next) -> next).or(() -> byDays.stream().findFirst());
    }

    private void line(ObjectNode statement, Writer out) throws IOException {
        try {
            out.write(mapper.writeValueAsString(statement));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a statement cannot be written", e);
        }
        out.write('\n');
    }

    private static ObjectNode statement(UUID statementId, String suffix, String recordId, UUID subject, String type,
            Period<?> period) {
        var statement = JsonNodeFactory.instance.objectNode().put("statementId", statementId + suffix)
                .put("declarationSubject", subject.toString()).put("statementDate", day(period).toString())
                .put("recordId", recordId).put("recordStatus", period.version() == 1 ? "new" : "updated")
                .put("recordType", type);
        statement.putObject("publicationDetails").put("publicationDate", Records.today().toString()).put("bodsVersion", "0.4")
                .putObject("publisher").put("name", "Tamga");
        var citation = period.sources().get(0);
        var source = statement.putObject("source");
        source.putArray("type").add(switch (citation.type()) {
            case OFFICIAL_REGISTER -> "officialRegister";
            case OFFICIAL_STATEMENT -> "selfDeclaration";
            case PRIMARY_RESEARCH -> "primaryResearch";
            default -> "thirdParty";
        });
        source.put("description", citation.title() + ", " + citation.publisher());
        if (citation.url() != null) {
            source.put("url", citation.url());
        }
        return statement;
    }

    private static LocalDate day(Period<?> period) {
        return period.knownFrom().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static ObjectNode entity(Period<Company> period) {
        var company = period.content();
        var statement = statement(period.rowId(), "", period.id().toString(), period.id(), "entity", period);
        var details = statement.putObject("recordDetails").put("isComponent", false);
        details.putObject("entityType").put("type",
                company.entityType() == EntityType.STATE_BODY ? "stateBody" : "registeredEntity");
        details.put("name", company.names().get(0).text());
        var others = company.names().stream().skip(1).map(Company.Name::text).distinct().toList();
        if (!others.isEmpty()) {
            others.forEach(details.putArray("alternateNames")::add);
        }
        if (company.jurisdiction() != null) {
            country(details.putObject("jurisdiction"), company.jurisdiction());
        }
        if (!company.identifiers().isEmpty()) {
            var identifiers = details.putArray("identifiers");
            company.identifiers().forEach(one -> identifiers.addObject().put("scheme", one.scheme()).put("id", one.value()));
        }
        if (company.foundedOn() != null) {
            details.put("foundingDate", company.foundedOn().text());
        }
        if (company.dissolvedOn() != null) {
            details.put("dissolutionDate", company.dissolvedOn().text());
        }
        return statement;
    }

    /** A holder who is no recorded company. */
    private static ObjectNode party(Period<Interest> interest) {
        var holder = interest.content().holder();
        var isPerson = holder.kind() == Interest.HolderKind.PERSON;
        var statement = statement(interest.rowId(), "-holder", interest.id() + "-holder", interest.parentId(),
                isPerson ? "person" : "entity", interest);
        var details = statement.putObject("recordDetails").put("isComponent", false);
        if (isPerson) {
            details.put("personType", "knownPerson").putArray("names").addObject().put("fullName", holder.name());
        } else {
            details.put("name", holder.name()).putObject("entityType").put("type",
                    holder.kind() == Interest.HolderKind.STATE ? "state" : "unknownEntity");
        }
        if (holder.country() != null) {
            country(isPerson ? details.putArray("nationalities").addObject() : details.putObject("jurisdiction"),
                    holder.country());
        }
        return statement;
    }

    /** A country or jurisdiction of BODS, which must have a name. */
    private static void country(ObjectNode named, Country country) {
        named.put("name", new Locale("", country.code()).getDisplayCountry(Locale.ENGLISH)).put("code", country.code());
    }

    private static ObjectNode relationship(Period<Interest> period) {
        var interest = period.content();
        var statement = statement(period.rowId(), "", period.id().toString(), period.parentId(), "relationship", period);
        var details = statement.putObject("recordDetails").put("isComponent", false)
                .put("subject", period.parentId().toString())
                .put("interestedParty", interest.holder().companyId() == null
                        ? period.id() + "-holder"
                        : interest.holder().companyId().toString());
        var one = details.putArray("interests").addObject().put("type", interest.interestType()).put("directOrIndirect",
                interest.direct() == null ? "unknown" : interest.direct() ? "direct" : "indirect");
        if (period.valid().from() != null) {
            one.put("startDate", period.valid().from().toString());
        }
        if (period.valid().to() != null) {
            one.put("endDate", period.valid().to().toString());
        }
        if (period.note() != null) {
            one.put("details", period.note());
        }
        var share = interest.share();
        if (share != null) {
            var bounds = one.putObject("share");
            var maxInclusive = share.maxInclusive() != null ? share.maxInclusive() : share.inclusive();
            if (share.exact() != null) {
                bounds.put("exact", share.exact());
            }
            if (share.min() != null) {
                bounds.put(Boolean.FALSE.equals(share.inclusive()) ? "exclusiveMinimum" : "minimum", share.min());
            }
            if (share.max() != null) {
                bounds.put(Boolean.FALSE.equals(maxInclusive) ? "exclusiveMaximum" : "maximum", share.max());
            }
        }
        return statement;
    }
}
