package org.tamga.record.measure;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.LanguageMap;
import org.tamga.record.At;
import org.tamga.record.Condition;

/** A measure between two different countries, {@code reporter} and {@code partner}, that is told once what it is. */
public abstract class PairMeasure implements Measure {

    protected static final String REPORTER = "reporter";
    protected static final String PARTNER = "partner";

    /** Why a country has no readings, and no counts, with itself. */
    public static final String ITSELF = "is another country than the reporter";

    private final String code;
    private final int version;
    private final String unit;
    private final LanguageMap name;
    private final LanguageMap definition;

    /** The parameters are what the methods of the same names give; the definition in English. */
    protected PairMeasure(String code, int version, String unit, Map<String, String> name, String definition) {
        this.code = code;
        this.version = version;
        this.unit = unit;
        this.name = new LanguageMap(name);
        this.definition = LanguageMap.of("en", definition);
    }

    @Override
    public final String code() {
        return code;
    }

    @Override
    public final int version() {
        return version;
    }

    @Override
    public final String unit() {
        return unit;
    }

    @Override
    public final LanguageMap name() {
        return name;
    }

    @Override
    public final LanguageMap definition() {
        return definition;
    }

    @Override
    public final List<Dimension> dimensions() {
        return List.of(Dimension.country(REPORTER), Dimension.country(PARTNER));
    }

    @Override
    public final void check(Map<String, String> dimensions, BiConsumer<String, String> refuse) {
        Measure.super.check(dimensions, refuse);
        if (Objects.equals(dimensions.get(REPORTER), dimensions.get(PARTNER))) {
            refuse.accept(PARTNER, ITSELF);
        }
    }

    @Override
    public final Reading read(Map<String, String> dimensions, At at) {
        return read(new Country(dimensions.get(REPORTER)), new Country(dimensions.get(PARTNER)), at);
    }

    /** {@link Measure#read} of two countries. */
    protected abstract Reading read(Country reporter, Country partner, At at);

    @Override
    public final Condition rows(Map<String, String> dimensions) {
        return rows(new Country(dimensions.get(REPORTER)), new Country(dimensions.get(PARTNER)));
    }

    /** {@link Measure#rows} of two countries. */
    protected abstract Condition rows(Country reporter, Country partner);
}
