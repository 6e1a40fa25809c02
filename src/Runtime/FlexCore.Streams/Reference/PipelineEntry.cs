using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Reference;

/// <summary>The keys of a pipeline file.</summary>
internal static class PipelineEntry
{
    private static readonly ReferenceKey Every = new("every", "how long to process between two checkpoints", "`2s`", KeyType.Duration);

    /// <summary>The keys of <c>spread</c>.</summary>
    public static IReadOnlyList<ReferenceKey> Spread { get; } =
    [
        new("partitions", FormattableString.Invariant($"how many, from 2 to {PipelineLimits.MaxSpread}"), ReferenceKey.Required, KeyType.Count(2, PipelineLimits.MaxSpread)),
        new("by", "the key: a field of the posted records; dots lead into objects, as in `customer.id`", ReferenceKey.Required, KeyType.Text),
    ];

    private static readonly KeyType Cases = new ListType("list of cases", KeyType.Object(CaseEntry.Where, CaseEntry.Keys), IsOneAllowed: false) { Least = 0 };

    /// <summary>The file itself.</summary>
    public static ReferenceEntry File { get; } = new(
        "pipeline",
        "A pipeline file is YAML or JSON.",
        "the pipeline",
        [
            new("name", FormattableString.Invariant($"`[a-z0-9][a-z0-9-_.]*`, at most {PipelineLimits.MaxNameLength} characters"), ReferenceKey.Required, KeyType.Text),
            new("description", "free text for people", "–", KeyType.Text),
            new("vars", "named values; `${name}` in any string stands for one, and `--set name=value` overrides it", "–", KeyType.Variables),
            new("source", "where records come from", ReferenceKey.Required, KeyType.Source),
            new("steps", FormattableString.Invariant($"what happens to them, in order; at most {PipelineLimits.MaxSteps}"), "none", KeyType.Steps),
            new("sink", "where they go", "this or `sinks`", KeyType.Sink),
            new("sinks", "several sinks; each gets every record", "this or `sink`", KeyType.Either(KeyType.Sink, KeyType.List("list of sinks", KeyType.Sink))),
            new("onError", "a record that a step cannot process: `fail` ends the run, `skip` counts and drops it, `deadletter` keeps it aside; a step may have its own", "`fail`", KeyType.Choice<ErrorPolicy>()),
            new("deadLetter", "a sink for `{ reason, detail, step, source, position, line, record }`", "required when a policy is `deadletter`", KeyType.Sink),
            new("checkpoint", "`{ every: 2s }`: how long to process between two checkpoints", "`2s`", KeyType.Object("the checkpoint", [Every])),
            new("partitions", FormattableString.Invariant($"over how many workers keyed state is hashed, from 1 to {PipelineLimits.MaxPartitions}; the output does not depend on it"), "`1`", KeyType.Count(1, PipelineLimits.MaxPartitions)),
            new("spread", "`{ partitions: 4, by: customer }`: runs a pipeline over a topic as partitions with checkpoints of their own, in a cluster on several nodes; see [Spread](#spread)", "one stream with all records", KeyType.Object("the spread", Spread)),
            new("parallelism", FormattableString.Invariant($"workers for the stateless steps, `auto` or from 1 to {PipelineLimits.MaxParallelism}; the output does not depend on it"), "`auto`", KeyType.Either(KeyType.Choice("auto"), KeyType.Count(1, PipelineLimits.MaxParallelism))),
            new("tests", "examples of what the pipeline makes of an input, for `flexcore test`; they change nothing in a run", "none", Cases),
        ],
        []);
}
