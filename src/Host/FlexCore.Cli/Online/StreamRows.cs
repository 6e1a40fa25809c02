using System.Globalization;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online;

/// <summary>How streams look in tables.</summary>
internal static class StreamRows
{
    /// <summary>The columns of a list.</summary>
    public static IReadOnlyList<string> Headers { get; } = ["STREAM", "STATUS", "VERSION", "IN", "OUT", "ERRORS", "STARTED"];

    /// <summary>A stream in a list.</summary>
    /// <param name="stream">The stream.</param>
    public static IReadOnlyList<string> Row(StreamInfo stream) =>
    [
        stream.Key,
        stream.Status,
        stream.Version.ToString(CultureInfo.InvariantCulture),
        Amounts.Count(stream.Progress?.RecordsIn ?? 0),
        Amounts.Count(stream.Progress?.RecordsOut ?? 0),
        Amounts.Count(stream.Progress?.Errors ?? 0),
        Answers.Time(stream.StartedAt) ?? "-",
    ];

    /// <summary>One stream in full.</summary>
    /// <param name="stream">The stream.</param>
    public static IEnumerable<(string Name, string? Value)> Rows(StreamInfo stream)
    {
        yield return ("stream", stream.Key);
        yield return ("name", stream.Name == stream.Key ? null : stream.Name);
        yield return ("status", stream.Status);
        yield return ("error", stream.Error);
        yield return ("version", stream.Version.ToString(CultureInfo.InvariantCulture));
        yield return ("reads topic", stream.SourceTopic);
        yield return ("partitions", stream.Partitions?.Count.ToString(CultureInfo.InvariantCulture));
        yield return ("run", stream.RunId);
        yield return ("goes on with", stream.ContinuedRunId);
        yield return ("attempt", stream.Attempt == 0 ? null : stream.Attempt.ToString(CultureInfo.InvariantCulture));
        yield return ("started", Answers.Time(stream.StartedAt));
        yield return ("ended", Answers.Time(stream.EndedAt));
        yield return ("restarts", stream.Restarts == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{stream.Restarts} in a row; next at {Answers.Time(stream.NextRestartAt) ?? "once"}"));
        foreach (var row in Rows(stream.Progress))
        {
            yield return row;
        }
    }

    /// <summary>The counters of a run.</summary>
    /// <param name="progress">The counters; <see langword="null"/> before the first run.</param>
    public static IEnumerable<(string Name, string? Value)> Rows(ProgressInfo? progress)
    {
        if (progress is null)
        {
            yield break;
        }

        yield return ("records", $"{Amounts.Count(progress.RecordsIn)} in, {Amounts.Count(progress.RecordsOut)} out");
        yield return ("read", Amounts.Bytes(progress.BytesIn));
        yield return ("errors", progress.Errors == 0 ? null : Amounts.Count(progress.Errors));
        yield return ("dead letters", progress.DeadLetters == 0 ? null : Amounts.Count(progress.DeadLetters));
        yield return ("late", progress.LateRecords == 0 ? null : Amounts.Count(progress.LateRecords));
        yield return ("watermark", Answers.Time(progress.Watermark));
        yield return ("checkpoints", Amounts.Count(progress.Checkpoints));
    }
}
