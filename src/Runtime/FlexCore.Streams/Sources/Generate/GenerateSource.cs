using System.Buffers;
using FlexCore.Streams.State;

namespace FlexCore.Streams.Sources.Generate;

/// <summary>Makes records: the n-th one depends on the pipeline and n only. With a rate they come in time, the first one at once.</summary>
/// <remarks>Used by one reading task. A resumed run keeps the numbers and begins to count the time anew.</remarks>
internal sealed class GenerateSource : IRecordSource
{
    /// <summary>The most records in one block.</summary>
    public const int BlockSize = 512;

    private const byte Version = 1;

    private readonly GenerateSourcePlan _plan;
    private readonly GeneratedRows _rows;
    private readonly TimeProvider _clock;
    private readonly GeneratePosition _from;
    private readonly long _startedAt;
    private GeneratePosition _at;

    private GenerateSource(GenerateSourcePlan plan, SourceStart start, GeneratePosition from)
    {
        _plan = plan;
        _rows = new GeneratedRows(plan);
        _clock = start.Services.Clock;
        _startedAt = _clock.GetTimestamp();
        _at = _from = from;
    }

    /// <inheritdoc/>
    public long? BytesTotal => null;

    /// <inheritdoc/>
    public long BytesIn => _at.BytesIn;

    /// <inheritdoc/>
    public long BytesRead => _at.BytesIn;

    /// <summary>Opens the source.</summary>
    /// <param name="plan">What to make.</param>
    /// <param name="start">The run.</param>
    public static GenerateSource Open(GenerateSourcePlan plan, SourceStart start)
    {
        var from = new GeneratePosition(1, 0);
        if (start.Position is { } position)
        {
            var reader = new StateReader(position.Span);
            reader.Version("position of a generator", Version);
            from = new GeneratePosition(reader.Integer(), reader.Integer());
            reader.End();
        }

        return new GenerateSource(plan, start, from);
    }

    /// <inheritdoc/>
    public async ValueTask<SourceRead?> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_at.Next > (_plan.Count ?? long.MaxValue))
        {
            return null;
        }

        var due = await DueAsync(cancellationToken);
        var count = (int)Math.Min(due, (_plan.Count ?? long.MaxValue) - _at.Next + 1);
        var chunk = _rows.Make(_at.Next, count, _at.BytesIn);
        _at = new GeneratePosition(_at.Next + count, _at.BytesIn + chunk.Buffer.Length);
        return new SourceRead(chunk, _at, _at.BytesIn, _at.BytesIn);
    }

    /// <inheritdoc/>
    public void WritePosition(SourceRead? after, IBufferWriter<byte> output)
    {
        var position = after is null ? _from : (GeneratePosition)after.Position;
        var writer = new StateWriter(output);
        writer.Byte(Version);
        writer.Integer(position.Next);
        writer.Integer(position.BytesIn);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // How many records the clock allows by now: at least one, after a wait where it is needed.
    private async ValueTask<long> DueAsync(CancellationToken cancellationToken)
    {
        if (_plan.Rate is not { } rate)
        {
            return BlockSize;
        }

        while (true)
        {
            var made = _at.Next - _from.Next;
            var allowed = Math.Floor(_clock.GetElapsedTime(_startedAt).TotalSeconds * rate + 1e-6) + 1;
            if (allowed - made >= 1)
            {
                return (long)Math.Min(allowed - made, BlockSize);
            }

            var nextAt = TimeSpan.FromTicks((long)Math.Ceiling(made / rate * TimeSpan.TicksPerSecond));
            var wait = nextAt - _clock.GetElapsedTime(_startedAt);
            await Task.Delay(wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1), _clock, cancellationToken);
        }
    }
}
