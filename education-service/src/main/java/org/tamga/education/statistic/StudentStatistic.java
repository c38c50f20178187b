package org.tamga.education.statistic;

import java.time.LocalDate;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.education.value.AcademicYear;
import org.tamga.education.value.Relation;
import org.tamga.record.Interval;
import org.tamga.record.Stored;

/**
 * A published number of students, after the UNESCO Institute for Statistics: what was counted, and on which basis, is a part of
 * the number.
 *
 * @param measure those there on a day, or those who came or went in a time
 * @param mobility what they do abroad
 * @param basis by what somebody counts as coming from the origin
 * @param origin where they come from; null is all countries
 * @param host where they study; null is all countries
 * @param level of their studies, such as {@code graduate}; null is all
 * @param institutionId the institution whose students they are; null is all of the host's
 * @param referenceDate the day or time that the number is about (EDTF); or
 * @param academicYear the academic year that it is about
 * @param relation how the number stands to the true one; null is exactly
 * @param value students
 * @param reporter who counted, or null
 */
public record StudentStatistic(@NotNull Counting measure, @NotNull Mobility mobility, @NotNull Basis basis, Country origin,
        Country host, @Size(max = 100) String level, UUID institutionId, Edtf referenceDate, @AcademicYear String academicYear,
        Relation relation, @NotNull @PositiveOrZero Long value, @Size(max = 500) String reporter) {

    /** What a number of students counts. */
    public enum Counting {
        STOCK, FLOW
    }

    /** What students do abroad. Enrolment in a foreign branch at home is not mobility. */
    public enum Mobility {
        DEGREE, CREDIT, LANGUAGE, ALL, BRANCH_ENROLMENT
    }

    /** By what students count as coming from their origin. */
    public enum Basis {
        PRIOR_EDUCATION, RESIDENCE, CITIZENSHIP, VISA, ENROLMENT_SURVEY, UNSPECIFIED
    }

    /** The date as it was given. */
    String date() {
        return referenceDate == null ? academicYear : referenceDate.text();
    }

    /** The first day that it can be about; null where that is open. */
    LocalDate firstDay() {
        return referenceDate == null ? LocalDate.of(firstYear(), 1, 1) : referenceDate.earliest();
    }

    /** The last day that it can be about; null where that is open. An academic year may be that of either calendar year. */
    LocalDate lastDay() {
        return referenceDate == null ? LocalDate.of(firstYear() + 1, 12, 31) : referenceDate.latest();
    }

    private int firstYear() {
        return Integer.parseInt(academicYear.substring(0, 4));
    }

    /** All days that it can be about, as PostgreSQL writes a daterange. */
    @Stored("daterange")
    String days() {
        return new Interval(firstDay(), lastDay() == null ? null : lastDay().plusDays(1)).toRange();
    }
}
