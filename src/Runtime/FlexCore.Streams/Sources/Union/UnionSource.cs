using System.Buffers;
using FlexCore.Streams.State;

namespace FlexCore.Streams.Sources.Union;

/// <summary>Reads several sources as one: those that end first, one after the other; then those without an end, whichever has something.</summary>
/// <remarks>
/// Used by one reading task; <see cref="WritePosition"/> may run on another one, because it only reads what never changes. Each source without an end has
/// one read under way; a cancelled read of the union leaves them, and what they bring is handed out by the next one, so nothing is lost.
/// </remarks>
/// <param name="parts">The open sources in the given order.</param>
internal sealed class UnionSource(UnionPart[] parts) : IRecordSource
{
    private readonly int[] _bounded = [.. Enumerable.Range(0, parts.Length).Where(index => !parts[index].IsLive)];
    private readonly int[] _live = [.. Enumerable.Range(0, parts.Length).Where(index => parts[index].IsLive)];
    private readonly Task<SourceRead?>?[] _pending = new Task<SourceRead?>?[parts.Length];
    private readonly bool[] _ended = new bool[parts.Length];
    private readonly CancellationTokenSource _end = new();
    private readonly (long In, long Read)[] _opened = [.. parts.Select(part => (part.Source.BytesIn, part.Source.BytesRead))];
    private SourceRead?[] _reads = new SourceRead?[parts.Length];
    private int _next;
    private int _turn;

    /// <inheritdoc/>
    public long? BytesTotal => parts.All(part => part.Source.BytesTotal is not null) ? parts.Sum(part => part.Source.BytesTotal) : null;

    /// <inheritdoc/>
    public long BytesIn => parts.Sum(part => part.Source.BytesIn);

    /// <inheritdoc/>
    public long BytesRead => parts.Sum(part => part.Source.BytesRead);

    /// <inheritdoc/>
    public bool BeginsHere => parts.Any(part => part.Source.BeginsHere);

    /// <inheritdoc/>
    public SourceBacklog? Backlog
    {
        get
        {
            var known = parts.Select(part => part.Source.Backlog).OfType<SourceBacklog>().ToList();
            return known.Count == 0 ? null : new SourceBacklog(Sum(known.Select(backlog => backlog.Records)), Sum(known.Select(backlog => backlog.Bytes)));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<SourceRead?> ReadAsync(CancellationToken cancellationToken)
    {
        while (_next < _bounded.Length)
        {
            if (await parts[_bounded[_next]].Source.ReadAsync(cancellationToken) is { } read)
            {
                return Take(_bounded[_next], read);
            }

            _next++;
        }

        while (_live.Any(index => !_ended[index]))
        {
            var index = await AnyAsync(cancellationToken);
            var read = await (_pending[index] ?? Task.FromResult<SourceRead?>(null));
            _pending[index] = null;
            if (read is not null)
            {
                return Take(index, read);
            }

            _ended[index] = true;
        }

        return null;
    }

    /// <inheritdoc/>
    public void WritePosition(SourceRead? after, IBufferWriter<byte> output)
    {
        var reads = (after?.Position as UnionPosition)?.Reads;
        var writer = new StateWriter(output);
        UnionSourcePlan.Begin(writer, parts.Length);
        for (var i = 0; i < parts.Length; i++)
        {
            if (reads?[i] is null && parts[i].Start is { } start)
            {
                writer.Bytes(start.Span);
                continue;
            }

            var position = new ArrayBufferWriter<byte>();
            parts[i].Source.WritePosition(reads?[i], position);
            writer.Bytes(position.WrittenSpan);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        foreach (var pending in _pending.OfType<Task>())
        {
            // What such a read had taken comes again from the position.
            await pending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        foreach (var part in parts)
        {
            await part.Source.DisposeAsync();
        }

        _end.Dispose();
    }

    private async Task<int> AnyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            // Each in turn, so that a busy source does not keep the others waiting.
            for (var i = 0; i < _live.Length; i++)
            {
                var index = _live[(_turn + i) % _live.Length];
                if (!_ended[index] && (_pending[index] ??= parts[index].Source.ReadAsync(_end.Token).AsTask()).IsCompleted)
                {
                    _turn = (_turn + i + 1) % _live.Length;
                    return index;
                }
            }

            await Task.WhenAny(_pending.OfType<Task>()).WaitAsync(cancellationToken);
        }
    }

    private SourceRead Take(int index, SourceRead read)
    {
        var reads = (SourceRead?[])_reads.Clone();
        reads[index] = read;
        _reads = reads;
        return read with { Position = new UnionPosition(reads), BytesIn = Total(reads, one => one.BytesIn, opened => opened.In), BytesRead = Total(reads, one => one.BytesRead, opened => opened.Read) };
    }

    private long Total(SourceRead?[] reads, Func<SourceRead, long> ofRead, Func<(long In, long Read), long> ofOpened)
    {
        var total = 0L;
        for (var i = 0; i < parts.Length; i++)
        {
            // A source of which nothing has come in this attempt counts as it was opened.
            total += reads[i] is { } read ? ofRead(read) : ofOpened(_opened[i]);
        }

        return total;
    }

    private static long? Sum(IEnumerable<long?> values)
    {
        var known = values.OfType<long>().ToList();
        return known.Count == 0 ? null : known.Sum();
    }
}
