namespace FlexCore.Hocon;

/// <summary>A calendar amount, which has no fixed length: a month may have 28 to 31 days.</summary>
/// <param name="Years">Whole years.</param>
/// <param name="Months">Whole months.</param>
/// <param name="Days">Whole days; a week is seven.</param>
public readonly record struct HoconPeriod(int Years, int Months, int Days)
{
    /// <summary>The date this period later (earlier when negative): years and months first, clamped to the month's end, then days.</summary>
    /// <param name="date">The starting date.</param>
    /// <returns>The resulting date.</returns>
    public DateOnly AddTo(DateOnly date) => date.AddYears(Years).AddMonths(Months).AddDays(Days);
}
