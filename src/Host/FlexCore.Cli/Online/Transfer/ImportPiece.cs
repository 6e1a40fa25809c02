using System.Buffers;
using FlexCore.Application.EventTransfer;

namespace FlexCore.Cli.Online.Transfer;

/// <summary>Lines that are sent together. Used by one command.</summary>
internal sealed class ImportPiece
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<int> _lengths = [];
    private readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _before = new(StringComparer.Ordinal);
    private long _firstLine;

    /// <summary>How many lines there are.</summary>
    public int Lines => _lengths.Count;

    /// <summary>How many bytes they have.</summary>
    public long Bytes => _bytes.WrittenCount;

    /// <summary>The streams they belong to.</summary>
    public List<string> Streams { get; } = [];

    /// <summary>Adds a line.</summary>
    /// <param name="recorded">Its event.</param>
    /// <param name="line">Its bytes, which are copied.</param>
    public void Add(EventFileEvent recorded, ReadOnlyMemory<byte> line)
    {
        if (Lines == 0)
        {
            _firstLine = recorded.Line;
        }

        if (recorded.Event is not null)
        {
            Note(recorded);
        }

        _bytes.Write(line.Span);
        _lengths.Add(line.Length);
    }

    private void Note(EventFileEvent recorded)
    {
        if (!_before.ContainsKey(recorded.Key))
        {
            Streams.Add(recorded.Key);
            _before[recorded.Key] = _last.GetValueOrDefault(recorded.Key);
        }

        _last[recorded.Key] = recorded.Version;
    }

    /// <summary>Writes the lines as an export of their own.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="header">The first line of the file they come from.</param>
    /// <param name="isDryRun">Whether the node has to be told what stands before them.</param>
    public void WriteTo(EventFileWriter writer, EventFileHeader header, bool isDryRun)
    {
        writer.Begin(header with
        {
            FirstLine = _firstLine,
            Planned = isDryRun ? _before.Where(stream => stream.Value > 0).ToDictionary(StringComparer.Ordinal) : header.Planned,
        });
        var at = 0;
        foreach (var length in _lengths)
        {
            writer.AddLine(_bytes.WrittenSpan.Slice(at, length));
            at += length;
        }

        writer.End(header.Until);
    }

    /// <summary>Empties the piece. What streams have come to stays known.</summary>
    public void Clear()
    {
        _bytes.ResetWrittenCount();
        _lengths.Clear();
        _before.Clear();
        Streams.Clear();
    }
}
