namespace FlexCore.Domain.Schedules.Cron;

/// <summary>What an expression says, as sets of bits: bit n of a set stands for the value n.</summary>
/// <param name="Seconds">The seconds, 0 to 59; only 0 when the expression has five fields.</param>
/// <param name="Minutes">The minutes, 0 to 59.</param>
/// <param name="Hours">The hours, 0 to 23.</param>
/// <param name="Months">The months, 1 to 12.</param>
/// <param name="Days">The days.</param>
/// <param name="IsFixedTime">Whether neither hours nor minutes begin with a star.</param>
internal sealed record CronFields(ulong Seconds, ulong Minutes, ulong Hours, ulong Months, CronDays Days, bool IsFixedTime);
