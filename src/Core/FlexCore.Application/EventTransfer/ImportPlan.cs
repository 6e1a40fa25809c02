namespace FlexCore.Application.EventTransfer;

/// <summary>The events of a proven file by their streams.</summary>
/// <param name="Streams">The events of each stream, in order.</param>
/// <param name="Others">How many events belong to the system's own entities.</param>
/// <param name="Planned">The versions that streams have by what stands before this piece of a file.</param>
internal sealed record ImportPlan(IReadOnlyList<IReadOnlyList<EventFileEvent>> Streams, long Others, IReadOnlyDictionary<string, long> Planned)
{
    /// <summary>Reads a file and proves it.</summary>
    /// <param name="reader">Proves it.</param>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EventFileException">It is damaged.</exception>
    public static async Task<ImportPlan> ReadAsync(EventFileReader reader, ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        var streams = new OrderedDictionary<string, List<EventFileEvent>>(StringComparer.Ordinal);
        var planned = new Dictionary<string, long>(StringComparer.Ordinal);
        var others = 0L;
        await foreach (var (line, _) in EventFileLines.ReadAsync(new ReadOnlyMemoryReader(file), cancellationToken).ConfigureAwait(false))
        {
            switch (reader.Take(line))
            {
                case EventFileLine.Entry { Event: { Event: not null } recorded }:
                    if (!streams.TryGetValue(recorded.Key, out var events))
                    {
                        streams.Add(recorded.Key, events = []);
                    }

                    events.Add(recorded);
                    break;
                case EventFileLine.Entry:
                    others++;
                    break;
                case EventFileLine.Head head:
                    foreach (var (stream, version) in head.Header.Planned)
                    {
                        planned[stream] = version;
                    }

                    break;
            }
        }

        reader.Finish();
        return new ImportPlan([.. streams.Values], others, planned);
    }
}
