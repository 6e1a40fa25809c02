namespace FlexCore.Streams.Explaining;

/// <summary>What the compiler made of a pipeline, in words and names.</summary>
/// <param name="Name">The pipeline.</param>
/// <param name="Fingerprint">A hash of everything that gives a checkpoint its meaning.</param>
/// <param name="Source">What it reads.</param>
/// <param name="Steps">Its steps in the order of the file, those of routes inside their branch.</param>
/// <param name="Sinks">Where the records go, the dead letters last.</param>
/// <param name="Partitions">Over how many partitions keyed state is hashed.</param>
/// <param name="Parallelism">Workers of the first segment; <see langword="null"/> for as many as the machine has processors.</param>
/// <param name="CheckpointEvery">How long to process between two checkpoints.</param>
public sealed record GraphExplanation(
    string Name,
    string Fingerprint,
    SourceExplanation Source,
    IReadOnlyList<StepExplanation> Steps,
    IReadOnlyList<SinkExplanation> Sinks,
    int Partitions,
    int? Parallelism,
    TimeSpan CheckpointEvery);

/// <summary>A source.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="IsLive">Whether it has no end of its own.</param>
/// <param name="IsResumable">Whether a run goes on at its checkpoint after a stop or crash.</param>
/// <param name="IsReplayable">Whether it then gives the same records in the same order again.</param>
/// <param name="Fields">The fields that the parser fills, because something reads them; the rest of a record is skipped.</param>
/// <param name="ReadsWholeRecord">Whether the whole record is kept too, because something needs fields that nobody named.</param>
public sealed record SourceExplanation(string Kind, bool IsLive, bool IsResumable, bool IsReplayable, IReadOnlyList<string> Fields, bool ReadsWholeRecord);

/// <summary>A step.</summary>
/// <param name="Id">Its place and kind, as in messages and dead letters: <c>2:filter</c>.</param>
/// <param name="Segment">The segment it runs in, from 1. Steps of one segment are fused: they work on one batch without hand-over.</param>
/// <param name="IsParallel">Whether workers run it side by side; otherwise it sees all records in order.</param>
/// <param name="State">What it remembers between records, and every checkpoint holds; <see langword="null"/> when it remembers nothing.</param>
/// <param name="OnError">What happens to a record it cannot process.</param>
public sealed record StepExplanation(string Id, int Segment, bool IsParallel, string? State, string OnError);

/// <summary>A sink.</summary>
/// <param name="Name">Its kind and target.</param>
/// <param name="From">What feeds it: <c>steps</c>, a route's name, or <c>dead letters</c>.</param>
/// <param name="Delivery">How often a record's effect happens there.</param>
public sealed record SinkExplanation(string Name, string From, DeliveryGuarantee Delivery);
