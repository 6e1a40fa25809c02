using System.Globalization;
using FlexCore.Application.Schedules;
using FlexCore.Domain;

namespace FlexCore.Application.Retention;

/// <summary>How long records of event topics are kept. Event streams and the histories of pipelines and schedules are kept for ever.</summary>
public sealed class RetentionOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.retention";

    private const string Forever = "forever";

    /// <summary>How long records of topics are kept: <c>forever</c>, a span such as <c>7d</c>, a number of records such as <c>1000000</c>, or both as <c>7d/1000000</c>.</summary>
    /// <value>The default value is <c>forever</c>.</value>
    public string Topics { get; set; } = Forever;

    /// <summary>The same for single topics, separated by semicolons, as <c>topic=7d</c> or, for one tenant, <c>tenant/topic=7d</c>.</summary>
    /// <value>The default value is empty.</value>
    public string TopicOverrides { get; set; } = "";

    /// <summary>Whether records are written into the archive before they are taken away.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool Archive { get; set; }

    /// <summary>The folder of archives. In a cluster a folder that all nodes share.</summary>
    /// <value>The default value is empty: <c>archive</c> in the data folder.</value>
    public string ArchiveFolder { get; set; } = "";

    /// <summary>How often it is looked for what may go.</summary>
    /// <value>10 minutes; from 1 s to 30 days.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The most events that are taken away at once; writers wait that long.</summary>
    /// <value>200; from 1 to 1,000.</value>
    public int BatchEvents { get; set; } = 200;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is wrong; the message names key, value and remedy.</exception>
    public void Validate()
    {
        if (Interval < TimeSpan.FromSeconds(1) || Interval > TimeSpan.FromDays(30))
        {
            throw new ArgumentException($"{Section}.interval is {Interval}; set it to 1 s to 30 days.");
        }

        if (BatchEvents is < 1 or > IScavenger.EventsMax)
        {
            throw new ArgumentException(FormattableString.Invariant($"{Section}.batch-events is {BatchEvents}; set it to 1 to {IScavenger.EventsMax}."));
        }

        _ = Read("topics", Topics);
        _ = Overrides();
    }

    /// <summary>Whether anything is ever taken away.</summary>
    public bool IsOn => Read("topics", Topics) != RetentionPolicy.Forever || Overrides().Values.Any(static policy => policy != RetentionPolicy.Forever);

    /// <summary>How long the records of a topic are kept.</summary>
    /// <param name="topic">The topic.</param>
    /// <exception cref="ArgumentException">A value is wrong.</exception>
    public RetentionPolicy Of(EntityId topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        var single = Overrides();
        return single.GetValueOrDefault($"{topic.Tenant.Value}/{topic.Key}") ?? single.GetValueOrDefault(topic.Key) ?? Read("topics", Topics);
    }

    private Dictionary<string, RetentionPolicy> Overrides()
    {
        var found = new Dictionary<string, RetentionPolicy>(StringComparer.Ordinal);
        foreach (var entry in TopicOverrides.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry.Split('=', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, var policy] || !found.TryAdd(name, Read("topic-overrides", policy)))
            {
                throw new ArgumentException($"{Section}.topic-overrides has the entry '{entry}'. Write each topic once, as topic=7d or tenant/topic=7d.");
            }
        }

        return found;
    }

    private static RetentionPolicy Read(string key, string text)
    {
        if (text.Trim() == Forever)
        {
            return RetentionPolicy.Forever;
        }

        var policy = RetentionPolicy.Forever;
        foreach (var part in text.Split('/', StringSplitOptions.TrimEntries))
        {
            policy = long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var records) && records > 0 && policy.Records is null ? policy with { Records = records }
                : SpanText.TryParse(part, out var age) && age > TimeSpan.Zero && policy.Age is null ? policy with { Age = age }
                : throw new ArgumentException($"{Section}.{key} says '{text}'. Write forever, a span such as 7d, a number of records such as 1000000, or both as 7d/1000000.");
        }

        return policy;
    }
}
