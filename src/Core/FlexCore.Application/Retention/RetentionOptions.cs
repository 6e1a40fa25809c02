using FlexCore.Domain;

namespace FlexCore.Application.Retention;

/// <summary>How long events are kept, as the configuration says. What somebody has set while the system runs comes first, see <see cref="RetentionRules"/>.</summary>
public sealed class RetentionOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.retention";

    /// <summary>How long records of topics are kept: <c>forever</c>, a span such as <c>7d</c>, a number of records such as <c>1000000</c>, or both as <c>7d/1000000</c>.</summary>
    /// <value>The default value is <c>forever</c>.</value>
    public string Topics { get; set; } = "forever";

    /// <summary>The same for topics by name or pattern, separated by semicolons, as <c>topic=7d</c>, <c>web-*=7d</c> or, for one tenant, <c>tenant/topic=7d</c>.</summary>
    /// <value>The default value is empty.</value>
    public string TopicOverrides { get; set; } = "";

    /// <summary>How long events of users' event streams are kept; a number counts the events of one stream.</summary>
    /// <value>The default value is <c>forever</c>.</value>
    public string Streams { get; set; } = "forever";

    /// <summary>The same for event streams by name or pattern.</summary>
    /// <value>The default value is empty.</value>
    public string StreamOverrides { get; set; } = "";

    /// <summary>How long the histories of executions are kept: starts, checkpoints and ends of a pipeline's runs. A number counts the events of one pipeline, or of one of its partitions.</summary>
    /// <value>The default value is <c>forever</c>.</value>
    public string Executions { get; set; } = "forever";

    /// <summary>The same for pipelines by name or pattern.</summary>
    /// <value>The default value is empty.</value>
    public string ExecutionOverrides { get; set; } = "";

    /// <summary>How long the histories of schedules are kept. A number counts the events of one schedule; a firing is two.</summary>
    /// <value>The default value is <c>forever</c>.</value>
    public string Schedules { get; set; } = "forever";

    /// <summary>The same for schedules by name or pattern.</summary>
    /// <value>The default value is empty.</value>
    public string ScheduleOverrides { get; set; } = "";

    /// <summary>Whether events are written into the archive before they are taken away.</summary>
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

        _ = Rules();
    }

    /// <summary>The rules that these settings mean.</summary>
    /// <exception cref="ArgumentException">A value is wrong; the message names key, value and remedy.</exception>
    public IReadOnlyList<RetentionRule> Rules()
    {
        var rules = new List<RetentionRule>();
        Add(rules, RetainedKind.Topic, Topics, TopicOverrides);
        Add(rules, RetainedKind.Stream, Streams, StreamOverrides);
        Add(rules, RetainedKind.Execution, Executions, ExecutionOverrides);
        Add(rules, RetainedKind.Schedule, Schedules, ScheduleOverrides);
        return rules;
    }

    private static void Add(List<RetentionRule> rules, RetainedKind kind, string all, string overrides)
    {
        rules.Add(new RetentionRule(kind, null, "*", Read($"{kind.Word}s", all)));
        var key = $"{kind.Word}-overrides";
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in overrides.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry.Split('=', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, var policy] || !names.Add(name) || RuleOf(kind, name, Read(key, policy)) is not { } rule)
            {
                throw new ArgumentException(
                    $"{Section}.{key} has the entry '{entry}'. Write each {kind.Word} or pattern once, as {kind.Word}=7d, web-*=7d or tenant/{kind.Word}=7d; a name has {RetentionRule.PatternUsage}.");
            }

            rules.Add(rule);
        }
    }

    private static RetentionRule? RuleOf(RetainedKind kind, string name, RetentionPolicy policy)
    {
        try
        {
            var parts = name.Split('/', StringSplitOptions.TrimEntries);
            return parts.Length > 2 || !RetentionRule.IsPattern(parts[^1]) ? null
                : new RetentionRule(kind, parts.Length == 2 ? new TenantId(parts[0]) : null, parts[^1], policy);
        }
        catch (InvalidIdentifierException)
        {
            return null;
        }
    }

    private static RetentionPolicy Read(string key, string text) =>
        RetentionPolicy.TryParse(text) ?? throw new ArgumentException($"{Section}.{key} says '{text}'. Write {RetentionPolicy.Usage}.");
}
