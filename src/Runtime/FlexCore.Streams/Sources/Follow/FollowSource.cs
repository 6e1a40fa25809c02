using System.Buffers;

namespace FlexCore.Streams.Sources.Follow;

/// <summary>Reads a file as <c>tail -F</c> does: what is added, over rotations by rename and by copy and truncate, and waits for a file that is not there.</summary>
/// <remarks>
/// <para>A rotated file is read to its end before the next one, and a little longer, because its writer may still hold it. Events of the file system
/// end a wait early; looking again every <see cref="PollInterval"/> is what can be relied on.</para>
/// <para>Two things nobody can see: what is written and truncated away between two looks before anything of it was read, and what a writer adds to a renamed
/// file more than <see cref="PollInterval"/> after the new one was seen. A fresh run keeps the file that is there
/// when it starts, so that rotations before its first record lose nothing; a file that comes into being later is kept with the first checkpoint.</para>
/// <para>Used by one reading task; <see cref="WritePosition"/> may run on another one, because it only reads what never changes.</para>
/// </remarks>
internal sealed class FollowSource : IRecordSource
{
    /// <summary>How long a wait lasts at most before the file is looked at again.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private readonly FollowedFiles _files;
    private readonly FolderWatch _watch;
    private FollowPosition? _from;
    private long _unread;

    private FollowSource(FollowSourcePlan plan, SourceStart start, FollowPosition? from)
    {
        _from = from;
        _watch = new FolderWatch(plan.Path, start.Services.Clock);
        _files = new FollowedFiles(plan, start.Settings, start.Services);
    }

    /// <inheritdoc/>
    public long? BytesTotal => null;

    /// <inheritdoc/>
    public long BytesIn => _files.BytesIn;

    /// <inheritdoc/>
    public long BytesRead => _files.BytesIn;

    /// <inheritdoc/>
    public bool BeginsHere => _from is not null;

    /// <inheritdoc/>
    public SourceBacklog? Backlog => new SourceBacklog(null, Volatile.Read(ref _unread));

    /// <summary>Opens the source at the file's beginning, or where an earlier run stopped, wherever rotations have put that place.</summary>
    /// <param name="plan">What to read.</param>
    /// <param name="start">The run.</param>
    /// <exception cref="FlexCore.Application.Streams.StreamException">The place of the earlier run is nowhere to be found.</exception>
    public static FollowSource Open(FollowSourcePlan plan, SourceStart start)
    {
        var from = start.Position is { } position ? FollowPosition.Read(position.Span) : null;
        var source = new FollowSource(plan, start, from);
        if (from is not null)
        {
            source._files.GoTo(from);
        }
        else
        {
            source._from = source._files.Begin();
        }

        return source;
    }

    /// <inheritdoc/>
    public async ValueTask<SourceRead?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _watch.Arm();
            var chunk = _files.Read(out var position);
            Volatile.Write(ref _unread, _files.Unread);
            if (chunk is not null && position is not null)
            {
                return new SourceRead(chunk, position, position.BytesIn, position.BytesIn);
            }

            await _watch.WaitAsync(PollInterval, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void WritePosition(SourceRead? after, IBufferWriter<byte> output) =>
        FollowPosition.Write(after is null ? _from : (FollowPosition)after.Position, output);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _watch.Dispose();
        _files.Dispose();
        return ValueTask.CompletedTask;
    }
}
