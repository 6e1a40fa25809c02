using FlexCore.Domain.EventTopics;

namespace FlexCore.Application.EventTopics;

/// <summary>The bounds of event topics.</summary>
public sealed class EventTopicOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.event-topics";

    /// <summary>The most records in one append; more are refused with <c>append-too-large</c>.</summary>
    /// <value>100,000; from 1 to 1,000,000.</value>
    public int AppendRecordsMax { get; set; } = 100_000;

    /// <summary>The most bytes of records in one append; more are refused with <c>append-too-large</c>.</summary>
    /// <value>16 MiB; from 1 KiB to 64 MiB.</value>
    public int AppendBytesMax { get; set; } = 16 * 1024 * 1024;

    /// <summary>The most bytes that a topic's running reader may be behind; then appends are refused with <c>backlog-full</c>. Topics without a running reader are not bounded.</summary>
    /// <value>1 GiB; from 0, which means no bound.</value>
    public long BacklogBytesMax { get; set; } = 1024L * 1024 * 1024;

    /// <summary>How often a waiting reader looks by itself, should a hint have been lost.</summary>
    /// <value>10 s; from 10 ms to 1 hour.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>In a cluster: how often a node tells the others how far its running readers have come. The backlog's bound is late by about as much for readers on other nodes.</summary>
    /// <value>1 s; from 10 ms to 1 min.</value>
    public TimeSpan ReaderReportInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many bytes of a topic's newest records stay in memory, so that readers at the end read no disk.</summary>
    /// <value>1 MiB; from 0 to 1 GiB.</value>
    public int RecentBytesMax { get; set; } = 1024 * 1024;

    /// <summary>How many topics are kept ready in memory; beyond it those without readers leave.</summary>
    /// <value>10,000; from 1 to 1,000,000.</value>
    public int ResidentMax { get; set; } = 10_000;

    /// <summary>How many idempotency keys a topic remembers; the oldest is forgotten first.</summary>
    /// <value>16,384; from 0 to 1,000,000.</value>
    public int IdempotencyKeysMax { get; set; } = 16_384;

    /// <summary>How many events after a topic's last snapshot make the next one. A snapshot holds the idempotency keys, so it is larger than other entities' are.</summary>
    /// <value>4,096; from 1 to 1,000,000,000.</value>
    public int SnapshotEvery { get; set; } = 4_096;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is outside its range; the message names key, value and remedy.</exception>
    public void Validate()
    {
        Require("append-records-max", AppendRecordsMax, 1, EventTopicLimits.AppendRecordsMax);
        Require("append-bytes-max", AppendBytesMax, 1024, EventTopicLimits.AppendBytesMax);
        Require("backlog-bytes-max", BacklogBytesMax, 0, long.MaxValue);
        Require("poll-interval", (long)PollInterval.TotalMilliseconds, 10, 3_600_000);
        Require("reader-report-interval", (long)ReaderReportInterval.TotalMilliseconds, 10, 60_000);
        Require("recent-bytes-max", RecentBytesMax, 0, 1024 * 1024 * 1024);
        Require("resident-max", ResidentMax, 1, 1_000_000);
        Require("idempotency-keys-max", IdempotencyKeysMax, 0, 1_000_000);
        Require("snapshot-every", SnapshotEvery, 1, 1_000_000_000);
    }

    private static void Require(string key, long value, long low, long high)
    {
        if (value < low || value > high)
        {
            throw new ArgumentException(FormattableString.Invariant($"{Section}.{key} is {value}; set it to {low} to {high}."));
        }
    }
}
