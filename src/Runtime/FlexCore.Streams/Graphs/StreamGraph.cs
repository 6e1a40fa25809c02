using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Lookups;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Graphs;

/// <summary>A compiled pipeline. Immutable; may be run any number of times.</summary>
public sealed class StreamGraph : IStreamGraph
{
    internal StreamGraph(PipelineDefinition definition, string fingerprint, RecordLayout output, GraphPlan plan)
    {
        Definition = definition;
        Fingerprint = fingerprint;
        Output = output;
        Plan = plan;
    }

    /// <inheritdoc/>
    public string Name => Definition.Name.Text;

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <summary>What was compiled, with absolute paths.</summary>
    public PipelineDefinition Definition { get; }

    /// <summary>The layout of the records that the sinks get.</summary>
    public RecordLayout Output { get; }

    /// <summary>Whether a run can go on after a crash: the source can be read again.</summary>
    public bool IsResumable => Plan.Source.IsResumable;

    /// <summary>Whether the source has no end of its own: a run goes on until it is stopped.</summary>
    public bool IsLive => Plan.Source.IsLive;

    /// <summary>
    /// Whether a resumed run makes the same records in the same order again, so that effects happen exactly once: the source gives the same again, and no lookup table is exchanged while
    /// a run is under way.
    /// </summary>
    public bool IsReplayable => Plan.Source.IsReplayable && Lookups.All(table => table.Refresh is null);

    /// <summary>The fields that the parser fills, and whether it keeps the whole record besides.</summary>
    internal (IReadOnlyList<string> Fields, bool IsWhole) Delivered { get; init; } = ([], false);

    internal GraphPlan Plan { get; }

    /// <summary>The tables of lookup steps, which must be read before the graph runs.</summary>
    internal IReadOnlyList<LookupTable> Lookups { get; init; } = [];

    /// <summary>The fingerprint of checkpoints: that of the graph and of the content of its lookup tables, which have been read. Tables that may change under way do not count.</summary>
    internal string CheckpointFingerprint => string.Join(':', Lookups.Select(table => table.Refresh is null ? table.Rows.Fingerprint : "refreshed").Prepend(Fingerprint));
}
