using System.Runtime.CompilerServices;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Application.EventTransfer;

/// <summary>Exports out of the feed, or out of the journal where one stream is wanted. Stateless and thread-safe.</summary>
/// <param name="feed">Every committed event.</param>
/// <param name="journal">The events of one stream.</param>
/// <param name="store">Which store it is.</param>
/// <param name="access">Who may do what.</param>
public sealed class EventExport(IEventFeed feed, IEventJournal journal, StoreIdentity store, IEventAccess access) : IEventExport
{
    private const int BatchSizeMax = 1_000;
    private const int ChunkBytes = 64 * 1024;
    private readonly EventCursors _cursors = new(feed, journal, store);

    /// <inheritdoc/>
    public async ValueTask<NodeReply<EventExportRun>> OpenAsync(SecurityContext security, ExportRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(security);
        ArgumentNullException.ThrowIfNull(request);
        if (access.Check(security, EventAction.ReadAll, stream: null) is { } denied)
        {
            return denied;
        }

        var after = new EventCursor(store, FeedCursor.Start, null);
        if (request.After is { } text)
        {
            var (cursor, refusal) = await _cursors.OpenAsync(text, cancellationToken).ConfigureAwait(false);
            if (cursor is null)
            {
                return refusal ?? Refused();
            }

            after = cursor;
        }

        var until = new EventCursor(store, await feed.ReadEndAsync(cancellationToken).ConfigureAwait(false), null);
        if (request.Until is { } end)
        {
            var (cursor, refusal) = await _cursors.OpenAsync(end, cancellationToken).ConfigureAwait(false);
            if (cursor is null)
            {
                return refusal ?? Refused();
            }

            until = cursor;
        }

        var header = new EventFileHeader(store, request.Filter, request.After, until.Encode());
        var walk = new ExportWalk(security.Tenant, request.Filter, after, until.Feed);
        return new EventExportRun(header, stop => RunAsync(walk, header, stop));
    }

    private static Refusal Refused() => new("bad-cursor", "The cursor was refused.");

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> RunAsync(ExportWalk walk, EventFileHeader header, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var writer = new EventFileWriter();
        writer.Begin(header);
        yield return writer.Written;
        writer.Clear();
        await foreach (var events in BatchesAsync(walk, cancellationToken).ConfigureAwait(false))
        {
            foreach (var stored in events)
            {
                if (walk.Take(stored) is { } recorded)
                {
                    writer.Add(recorded);
                }

                if (writer.Written.Length >= ChunkBytes)
                {
                    yield return writer.Written;
                    writer.Clear();
                }
            }

            if (walk.IsMarkDue(writer.Events))
            {
                writer.Mark(walk.Mark(writer.Events));
                yield return writer.Written;
                writer.Clear();
            }
        }

        writer.End(walk.End());
        yield return writer.Written;
    }

    private IAsyncEnumerable<IReadOnlyList<StoredEvent>> BatchesAsync(ExportWalk walk, CancellationToken cancellationToken) =>
        walk.Stream is { } stream ? StreamAsync(walk, stream, cancellationToken) : FeedAsync(walk, cancellationToken);

    private async IAsyncEnumerable<IReadOnlyList<StoredEvent>> FeedAsync(ExportWalk walk, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The reading place goes past the cut where writers are at work, so that it moves on in every shard; what is behind the cut is left out.
        var place = walk.Reached;
        while (!walk.IsAtCut && await feed.ReadAsync(place, BatchSizeMax, cancellationToken).ConfigureAwait(false) is { } batch)
        {
            place = batch.Cursor;
            yield return batch.Events;
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<StoredEvent>> StreamAsync(ExportWalk walk, EntityId stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new List<StoredEvent>(BatchSizeMax);
        await foreach (var stored in journal.ReadStreamAsync(stream, 1, cancellationToken).ConfigureAwait(false))
        {
            if (walk.IsBehindCut(stored))
            {
                break;
            }

            batch.Add(stored);
            if (batch.Count == BatchSizeMax)
            {
                yield return batch;
                batch.Clear();
            }
        }

        yield return batch;
    }
}
