using System.Security.Cryptography;

namespace FlexCore.Application.EventTransfer;

/// <summary>Reads the lines of an export in order and proves that it is whole: every line, their count, their hash, and that versions go on without hole.</summary>
/// <remarks>Used by one reader. Of at most <see cref="StreamsMax"/> streams it remembers the version; those of others are proven by the store that takes them.</remarks>
public sealed class EventFileReader : IDisposable
{
    /// <summary>Of how many streams the last version is remembered.</summary>
    public const int StreamsMax = 2_000_000;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<(string Kind, string Key), long> _versions = [];
    private EventFileHeader? _header;
    private EventFilePlace? _place;
    private bool _hasEnded;
    private long _events;

    /// <summary>The number of the line that comes next, from 1.</summary>
    public long NextLine { get; private set; } = 1;

    /// <summary>The first line of the part that is being read; <see langword="null"/> before the first one.</summary>
    public EventFileHeader? Header => _header;

    /// <summary>The last place at which everything before it was whole.</summary>
    public EventFilePlace? Place => _place;

    /// <summary>How many events were read.</summary>
    public long Events { get; private set; }

    /// <summary>Whether the last line was the end of the export.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>The version that a stream has by what was read; 0 when nothing of it was.</summary>
    /// <param name="kind">The kind of entity.</param>
    /// <param name="key">The stream.</param>
    public long VersionOf(string kind, string key) => _versions.GetValueOrDefault((kind, key));

    /// <summary>Takes the next line.</summary>
    /// <param name="line">The line without its end.</param>
    /// <returns>What it is.</returns>
    /// <exception cref="EventFileException">It is damaged, or does not belong here.</exception>
    public EventFileLine Take(ReadOnlyMemory<byte> line)
    {
        var number = NextLine++;
        var parsed = EventFileParser.Parse(line, number);
        switch (parsed)
        {
            case EventFileLine.Head head:
                Begin(head.Header, number);
                break;
            case EventFileLine.Entry entry:
                RequireHeader(number);
                Follow(entry.Event);
                (_place, _events, Events) = (null, _events + 1, Events + 1);
                break;
            case EventFileLine.Mark mark:
                RequireHeader(number);
                Prove(mark.Place, number);
                break;
            case EventFileLine.End end:
                RequireHeader(number);
                Prove(end.Place, number);
                _hasEnded = true;
                break;
        }

        _hash.AppendData(line.Span);
        _hash.AppendData("\n"u8);
        return parsed;
    }

    /// <summary>Says that there are no more lines.</summary>
    /// <exception cref="EventFileException">The export is cut off.</exception>
    public void Finish()
    {
        if (_header is null)
        {
            throw new EventFileException(1, "is missing: the file is empty, and an export has at least a first and a last line.");
        }

        if (!_hasEnded)
        {
            throw new EventFileException(NextLine, "is missing: the file ends before the export's last line. Run the export again, which goes on where it stopped.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    // Behind a mark an interrupted export goes on with a new header; behind an end another export may follow, as when files were put together.
    private void Begin(EventFileHeader header, long number)
    {
        if (_header is { } before && !_hasEnded && (_place is not { } place || header.After != place.Cursor || !before.IsContinuedBy(header)))
        {
            throw new EventFileException(number, "begins another export before the one before it has ended. Take the files apart.");
        }

        (_header, _place, _hasEnded, _events) = (header, null, false, 0);
        _hash.TryGetHashAndReset(stackalloc byte[SHA256.HashSizeInBytes], out _);
        if (header.FirstLine > 0)
        {
            NextLine = header.FirstLine;
        }
    }

    private void RequireHeader(long number)
    {
        if (_header is null || _hasEnded)
        {
            throw new EventFileException(number, _header is null
                ? "is not the first line of an export, which begins with {\"flexcoreEvents\":1. Send a file that flexcore event export wrote."
                : "stands behind the export's last line. Cut the file there.");
        }
    }

    // A filter on events leaves holes on purpose; whoever imports such a file is told by the store.
    private void Follow(EventFileEvent recorded)
    {
        var stream = (recorded.Kind, recorded.Key);
        var last = _versions.GetValueOrDefault(stream);
        var hasHoles = _header?.Filter is { Type: not null } or { Tag: not null } or { CorrelationId: not null };
        if (last > 0 && (hasHoles ? recorded.Version <= last : recorded.Version != last + 1))
        {
            throw new EventFileException(recorded.Line, $"has version {recorded.Version} of '{recorded.Key}', and the line before it of that stream has version {last}. Lines are missing, or in another order than they were exported in.");
        }

        if (last > 0 || _versions.Count < StreamsMax)
        {
            _versions[stream] = recorded.Version;
        }
    }

    private void Prove(EventFilePlace place, long number)
    {
        if (place.Events != _events)
        {
            throw new EventFileException(number, $"counts {place.Events} events, and {_events} stand before it. Lines are missing or double.");
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetCurrentHash(hash);
        if (!string.Equals(Convert.ToHexStringLower(hash), place.Hash, StringComparison.Ordinal))
        {
            throw new EventFileException(number, "does not fit the hash of the lines before it: one was changed, or they were put in another order. Export again, or take another copy of the file.");
        }

        _place = place;
    }
}
