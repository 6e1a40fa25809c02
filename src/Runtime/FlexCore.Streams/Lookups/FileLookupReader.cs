using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Parsing;
using FlexCore.Streams.Records;
using FlexCore.Streams.Sources;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Lookups;

/// <summary>Reads a lookup table from a CSV or NDJSON file.</summary>
/// <param name="table">The table.</param>
internal sealed class FileLookupReader(FileLookupDefinition table) : ILookupReader
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private readonly string _path = table.Path.Text;

    /// <inheritdoc/>
    public async ValueTask ReadAsync(IReadOnlyList<string> columns, LookupRows rows, CancellationToken cancellationToken)
    {
        var data = await ReadFileAsync(cancellationToken);
        if (!System.Text.Unicode.Utf8.IsValid(data))
        {
            throw new StreamException("lookup-damaged", $"The lookup file '{_path}' is not valid UTF-8. Convert it.");
        }

        var isCsv = table.Format == RecordFormat.Csv;
        var scanner = new RecordScanner(isCsv ? Framing.Csv : Framing.Lines, data.Length);
        scanner.Scan(data, isEnd: true);
        var (starts, lengths) = scanner.Take(0);
        var first = isCsv ? 1 : 0;
        if (starts.Length < first)
        {
            throw new StreamException("lookup-damaged", $"The lookup file '{_path}' is empty, but a CSV file begins with its header.");
        }

        var chunk = new SourceChunk(data, starts[first..], lengths[first..], starts.Length - first)
        {
            SourceName = _path,
            Header = isCsv ? data.AsSpan(starts[0], lengths[0]).ToArray() : [],
        };
        Parse(Parser(columns), chunk, columns.Count, rows);
    }

    /// <inheritdoc/>
    public string Stamp() => FileStamp.Of(_path);

    private static void Parse(IRecordParser parser, SourceChunk chunk, int width, LookupRows rows)
    {
        parser.Begin(chunk);
        var row = new Value[width];
        for (var i = 0; i < chunk.Count; i++)
        {
            Array.Clear(row);
            if (!parser.TryParse(chunk, i, row, out var failure))
            {
                throw new StreamException("lookup-damaged", FormattableString.Invariant($"Line {chunk.PositionOf(i).Line} of the lookup file '{chunk.SourceName}' cannot be read: {failure.Detail}. Correct it."));
            }

            rows.Add(row);
        }
    }

    private IRecordParser Parser(IReadOnlyList<string> columns)
    {
        // A column that is asked for twice has one cell in the parser; the compiler asks once.
        var target = new ParseTarget([.. columns.Select((column, index) => new FieldSlot(column, index))], RecordLayout.NoOrigin);
        return table.Format == RecordFormat.Csv
            ? new CsvRecordParser(target, new CsvFormat((byte)',', null, table.Types.ToDictionary(type => type.Name.Text, type => type.Type, StringComparer.Ordinal)))
            : new JsonRecordParser(target);
    }

    private async Task<byte[]> ReadFileAsync(CancellationToken cancellationToken)
    {
        try
        {
            var length = new FileInfo(_path).Length;
            if (length <= LookupRows.MaxBytes)
            {
                var data = await File.ReadAllBytesAsync(_path, cancellationToken);
                return data.AsSpan().StartsWith(ByteOrderMark) ? data[ByteOrderMark.Length..] : data;
            }

            throw new StreamException("lookup-too-large", FormattableString.Invariant($"The lookup file '{_path}' has {length:N0} bytes, but it is kept in memory: at most {LookupRows.MaxBytes:N0}. Leave out rows or columns that are not needed."));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StreamException("lookup-not-found", $"The lookup file '{_path}' does not exist. Check the path: it is relative to the pipeline file.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StreamException("lookup-unreadable", $"The lookup file '{_path}' cannot be read: {error.Message}", error);
        }
    }
}
