using System.Globalization;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Schedules;

/// <summary>How schedules look in tables. Pure.</summary>
internal static class ScheduleRows
{
    /// <summary>The columns of a list.</summary>
    public static IReadOnlyList<string> Headers { get; } = ["SCHEDULE", "STATUS", "WHEN", "TARGET", "NEXT", "FIRED", "FAILED"];

    /// <summary>The columns of firings.</summary>
    public static IReadOnlyList<string> FiringHeaders { get; } = ["FIRING", "STATUS", "ORIGIN", "DUE", "FIRED", "ENDED", "ERROR"];

    /// <summary>The columns of firings to come.</summary>
    public static IReadOnlyList<string> NextHeaders { get; } = ["DUE", "LOCAL", "FIRES AT"];

    /// <summary>A schedule in a list.</summary>
    public static IReadOnlyList<string> Row(ScheduleInfo schedule) =>
    [
        schedule.Id, schedule.Status, When(schedule), $"{schedule.TargetKind} {schedule.TargetName}", Answers.Time(schedule.NextFirings.Count > 0 ? schedule.NextFirings[0] : null) ?? "-",
        Amounts.Count(schedule.Fired), Amounts.Count(schedule.Failed),
    ];

    /// <summary>A firing.</summary>
    public static IReadOnlyList<string> FiringRow(FiringInfo firing) =>
    [
        firing.Number?.ToString(CultureInfo.InvariantCulture) ?? "-", firing.Status, firing.Origin, Answers.Time(firing.Due) ?? "-", Answers.Time(firing.FiredAt) ?? "-",
        Answers.Time(firing.EndedAt) ?? "-", firing.Error ?? "-",
    ];

    /// <summary>A firing to come.</summary>
    public static IReadOnlyList<string> NextRow(NextFiring next) =>
        [Answers.Time(next.Due) ?? "-", next.Local.ToString("yyyy-MM-dd HH:mm:sszzz", CultureInfo.InvariantCulture), Answers.Time(next.FiresAt) ?? "-"];

    /// <summary>One schedule, by name and value.</summary>
    public static IEnumerable<(string Name, string? Value)> Rows(ScheduleInfo schedule) =>
    [
        ("schedule", schedule.Id),
        ("name", schedule.Name == schedule.Id ? null : schedule.Name),
        ("description", schedule.Description),
        ("status", schedule.Status),
        ("when", When(schedule)),
        ("start", Answers.Time(schedule.Start)),
        ("end", Answers.Time(schedule.End)),
        ("jitter", schedule.Jitter == "0s" ? null : schedule.Jitter),
        ("target", $"{schedule.TargetKind} {schedule.TargetName}"),
        ("input", schedule.Input == "{}" ? null : schedule.Input),
        ("overlap", schedule.Overlap),
        ("misfire", $"{schedule.Misfire}, after {schedule.MisfireAfter}"),
        ("next", schedule.NextFirings.Count == 0 ? null : string.Join(", ", schedule.NextFirings.Select(next => Answers.Time(next)))),
        ("fired", $"{Amounts.Count(schedule.Fired)}, {Amounts.Count(schedule.Failed)} failed, {Amounts.Count(schedule.Skipped)} left out"),
        ("under way", $"{schedule.Running}, {schedule.Waiting} waiting"),
        ("last", schedule.LastFiring is { } last ? $"firing {last.Number} of {Answers.Time(last.Due)}: {last.Error ?? last.Status}" : null),
        ("owner", schedule.Owner),
        ("created", Answers.Time(schedule.CreatedAt)),
    ];

    private static string When(ScheduleInfo schedule) =>
        schedule.Cron is { } cron ? schedule.TimeZone is null or "UTC" ? cron : $"{cron} {schedule.TimeZone}"
        : schedule.Every is { } every ? $"every {every}"
        : $"at {Answers.Time(schedule.At)}";
}
