using FlexCore.Streams.Expressions.Compilation;

namespace FlexCore.Streams.Sources.Generate;

/// <summary>Records that expressions make.</summary>
/// <param name="Fields">The fields and their expressions over the cells of <see cref="GenerateScope"/>.</param>
/// <param name="Rate">Records a second, or <see langword="null"/> for as many as the pipeline takes.</param>
/// <param name="Count">How many there are, or <see langword="null"/> for no end.</param>
/// <param name="Seed">Chooses the random numbers.</param>
/// <param name="StartMs">The time of the first record, in ms since the epoch.</param>
internal sealed record GenerateSourcePlan(IReadOnlyList<(string Name, CompiledExpression Expression)> Fields, double? Rate, long? Count, long Seed, long StartMs) : SourcePlan
{
    /// <inheritdoc/>
    public override bool IsResumable => true;

    /// <inheritdoc/>
    public override bool IsLive => Count is null;

    /// <inheritdoc/>
    public override ValueTask<IRecordSource> OpenAsync(SourceStart start, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IRecordSource>(GenerateSource.Open(this, start));
}
