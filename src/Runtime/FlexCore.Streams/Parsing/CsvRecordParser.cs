using System.Buffers;
using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Json;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Parsing;

/// <summary>Parses CSV records (RFC 4180). Every record must have as many fields as there are columns.</summary>
internal sealed class CsvRecordParser : IRecordParser
{
    private const string Reason = "invalid-csv";

    private readonly ParseTarget _target;
    private readonly CsvFormat _format;
    private readonly TextArena _arena = new();
    private readonly ArrayBufferWriter<byte> _origin = new();
    private CsvColumn[] _columns = [];
    private byte[]? _header;

    /// <summary>Creates a parser.</summary>
    /// <param name="target">The wanted fields.</param>
    /// <param name="format">How the records look.</param>
    /// <exception cref="StreamException">A wanted field is not among the declared columns (<c>csv-column-missing</c>).</exception>
    public CsvRecordParser(ParseTarget target, CsvFormat format)
    {
        _target = target;
        _format = format;
        if (format.Columns is { } columns)
        {
            Bind(columns, "the pipeline");
        }
    }

    private bool WantsOrigin => _target.OriginSlot != RecordLayout.NoOrigin;

    /// <inheritdoc/>
    public void Begin(SourceChunk chunk)
    {
        if (_format.Columns is null && !ReferenceEquals(chunk.Header, _header))
        {
            _header = chunk.Header;
            Bind(ReadHeader(chunk), chunk.SourceName);
        }
    }

    /// <inheritdoc/>
    public bool TryParse(SourceChunk chunk, int record, Span<Value> row, out RecordFailure failure)
    {
        var start = chunk.Start(record);
        var text = new CsvText(chunk.Span(record), _format.Delimiter);
        _origin.ResetWrittenCount();
        for (var i = 0; i < _columns.Length; i++)
        {
            if (!text.TryNext(out var range))
            {
                failure = (text.Failure ?? TooFew(text, i)).ToRecordFailure(Reason);
                return false;
            }

            var column = _columns[i];
            if (column is { Slot: < 0, Kind: FieldKind.String } && !WantsOrigin)
            {
                continue;
            }

            var value = Text(chunk.Buffer, start, range, text.HasQuotes);
            if (!FieldConverter.TryConvert(chunk.Span(record).Slice(range.Start, range.Length), column.Kind, ref value))
            {
                failure = new ParseFailure($"{FieldConverter.Reason(column.Kind)}: column '{column.Name}'", text.FieldStart).ToRecordFailure(Reason);
                return false;
            }

            Deliver(i, value, row);
        }

        return Complete(ref text, row, out failure);
    }

    private bool Complete(ref CsvText text, Span<Value> row, out RecordFailure failure)
    {
        if (text.TryNext(out _) || text.Failure is not null)
        {
            failure = (text.Failure ?? TooMany(text)).ToRecordFailure(Reason);
            return false;
        }

        if (WantsOrigin)
        {
            _origin.Write("}"u8);
            var written = _origin.WrittenSpan;
            written.CopyTo(_arena.Reserve(written.Length));
            row[_target.OriginSlot] = _arena.Commit(written.Length);
        }

        failure = default;
        return true;
    }

    private void Deliver(int index, Value value, Span<Value> row)
    {
        var column = _columns[index];
        if (column.Slot >= 0)
        {
            row[column.Slot] = value;
        }

        if (WantsOrigin)
        {
            var json = new JsonOutput(_origin);
            json.Raw((byte)(index == 0 ? '{' : ','));
            json.Write(column.Name);
            json.Raw((byte)':');
            json.Write(value);
            json.Flush();
        }
    }

    private Value Text(byte[] buffer, int start, TextRange range, bool hasQuotes)
    {
        if (!hasQuotes)
        {
            return Value.Utf8(buffer, start + range.Start, range.Length);
        }

        return _arena.Commit(CsvText.Unescape(buffer.AsSpan(start + range.Start, range.Length), _arena.Reserve(range.Length)));
    }

    private List<string> ReadHeader(SourceChunk chunk)
    {
        var text = new CsvText(chunk.Header, _format.Delimiter);
        var names = new List<string>();
        while (text.TryNext(out var range))
        {
            var value = Text(chunk.Header, 0, range, text.HasQuotes);
            names.Add(value.AsString());
        }

        if (text.Failure is { } fault)
        {
            throw new StreamException("csv-header-invalid", $"The CSV header of '{chunk.SourceName}' cannot be read: {fault.ToRecordFailure(Reason).Detail}. Correct the input's first line, or set 'header: false' and 'columns'.");
        }

        return names;
    }

    private void Bind(IReadOnlyList<string> names, string origin)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names.Where(name => !seen.Add(name)))
        {
            throw new StreamException("csv-column-twice", $"The CSV columns of {origin} name '{name}' twice. Give each column its own name, or name them with 'header: false' and 'columns'.");
        }

        foreach (var field in _target.Fields.Where(field => !seen.Contains(field.Name)))
        {
            throw new StreamException("csv-column-missing", $"The CSV columns of {origin} have no '{field.Name}', which a later step reads. The columns are: {string.Join(", ", names)}. Correct the name, or the delimiter if there is one column only.");
        }

        var slots = _target.Fields.ToDictionary(field => field.Name, field => field.Slot, StringComparer.Ordinal);
        _columns = [.. names.Select(name => new CsvColumn(name, _format.Types.GetValueOrDefault(name), slots.GetValueOrDefault(name, -1)))];
    }

    private ParseFailure TooFew(in CsvText text, int count) =>
        new(FormattableString.Invariant($"the record has {count} fields, but there are {_columns.Length} columns"), text.FieldStart);

    private ParseFailure TooMany(in CsvText text) =>
        new(FormattableString.Invariant($"the record has more than the {_columns.Length} fields of the columns"), text.FieldStart);
}
