using FlexCore.Streams.Definition;
using FlexCore.Streams.Expressions.Compilation;

namespace FlexCore.Streams.Sources.Poll;

/// <summary>The answers of an HTTP endpoint.</summary>
/// <param name="Definition">What to ask.</param>
/// <param name="Records">Finds the records in an answer.</param>
/// <param name="Next">Finds the address of the next page, or the cursor, where the pipeline says so.</param>
/// <param name="Stop">Tells the last page, where the pipeline says so.</param>
internal sealed record PollSourcePlan(PollSourceDefinition Definition, CompiledExpression Records, CompiledExpression? Next, CompiledExpression? Stop) : SourcePlan
{
    /// <inheritdoc/>
    public override bool IsResumable => true;

    /// <inheritdoc/>
    public override bool IsLive => Definition.Every is not null;

    /// <summary>A server may answer the same request differently, so nothing says that records come again as they were.</summary>
    public override bool IsReplayable => false;

    /// <inheritdoc/>
    public override ValueTask<IRecordSource> OpenAsync(SourceStart start, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IRecordSource>(new PollSource(this, start));
}
