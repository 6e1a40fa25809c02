using FlexCore.Application.Streams;
using FlexCore.Streams.State;

namespace FlexCore.Streams.Sources.Union;

/// <summary>Several sources as one.</summary>
/// <param name="Sources">The sources in the given order.</param>
internal sealed record UnionSourcePlan(IReadOnlyList<SourcePlan> Sources) : SourcePlan
{
    private const byte Version = 1;

    /// <inheritdoc/>
    public override bool IsResumable => Sources.All(source => source.IsResumable);

    /// <inheritdoc/>
    public override bool IsLive => Sources.Any(source => source.IsLive);

    /// <summary>The order in which records of several sources without an end arrive is not written down, so it may be another one after a crash.</summary>
    public override bool IsReplayable => Sources.All(source => source.IsReplayable) && Sources.Count(source => source.IsLive) <= 1;

    /// <inheritdoc/>
    public override async ValueTask<IRecordSource> OpenAsync(SourceStart start, CancellationToken cancellationToken)
    {
        var positions = Decode(start.Position);
        var opened = new List<IRecordSource>();
        try
        {
            for (var i = 0; i < Sources.Count; i++)
            {
                opened.Add(await Sources[i].OpenAsync(start with { Position = positions?[i] }, cancellationToken));
            }
        }
        catch
        {
            foreach (var source in opened)
            {
                await source.DisposeAsync();
            }

            throw;
        }

        return new UnionSource([.. opened.Select((source, index) => new UnionPart(source, Sources[index].IsLive, positions?[index]))]);
    }

    /// <summary>Begins a position.</summary>
    /// <param name="writer">Takes it.</param>
    /// <param name="count">The number of sources.</param>
    public static void Begin(StateWriter writer, int count)
    {
        writer.Byte(Version);
        writer.Integer(count);
    }

    private List<ReadOnlyMemory<byte>>? Decode(ReadOnlyMemory<byte>? position)
    {
        if (position is not { } bytes)
        {
            return null;
        }

        var reader = new StateReader(bytes.Span);
        reader.Version("union position", Version);
        var positions = new List<ReadOnlyMemory<byte>>();
        for (var count = reader.Count(); count > 0; count--)
        {
            positions.Add(reader.Bytes().ToArray());
        }

        reader.End();
        return positions.Count == Sources.Count
            ? positions
            : throw new StreamException("checkpoint-damaged", $"The checkpoint has positions of {positions.Count} sources instead of {Sources.Count}. Restore the data folder from a backup, or start again with --fresh.");
    }
}
