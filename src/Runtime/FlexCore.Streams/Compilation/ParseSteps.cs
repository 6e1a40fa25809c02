using System.Collections.Immutable;
using System.Text.RegularExpressions;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Parsing;

namespace FlexCore.Streams.Compilation;

/// <summary>Compiles the parse step, or the lack of one.</summary>
internal static class ParseSteps
{
    private const int NoStep = -1;

    /// <summary>Compiles a pipeline without a parse step: one field, the line.</summary>
    /// <param name="segment">Takes the operator.</param>
    public static RecordScope Lines(SegmentBuilder segment)
    {
        var fields = new ParserFields(segment);
        segment.Add(() => new ParseRows(new LineParser(fields.Target.Fields is [var line] ? line.Slot : -1), NoStep));
        return RecordScope.Closed(fields, [LineParser.Field]);
    }

    /// <summary>Compiles a parse step.</summary>
    /// <param name="parse">The step.</param>
    /// <param name="step">The step's index.</param>
    /// <param name="segment">Takes the operator.</param>
    /// <param name="diagnostics">Takes mistakes.</param>
    public static RecordScope Parse(ParseStep parse, int step, SegmentBuilder segment, DiagnosticBag diagnostics)
    {
        var fields = new ParserFields(segment);
        CheckKeys(parse, diagnostics);
        return parse.Format switch
        {
            ParseFormat.Json => Add(() => new JsonRecordParser(fields.Target), RecordScope.Open(fields)),
            ParseFormat.Common => Add(() => new AccessLogParser(fields.Target, AccessLogFormat.Common), RecordScope.Closed(fields, AccessLogFields.Common)),
            ParseFormat.Combined => Add(() => new AccessLogParser(fields.Target, AccessLogFormat.Combined), RecordScope.Closed(fields, AccessLogFields.Combined)),
            ParseFormat.Csv => Csv(),
            _ => RegularExpression(),
        };

        RecordScope Add(Func<IRecordParser> make, RecordScope scope)
        {
            segment.Add(() => new ParseRows(make(), step));
            return scope;
        }

        RecordScope Csv()
        {
            var format = CsvFormatOf(parse, diagnostics);
            return Add(
                () => new CsvRecordParser(fields.Target, format),
                format.Columns is { } columns ? RecordScope.Closed(fields, columns) : RecordScope.Open(fields));
        }

        RecordScope RegularExpression()
        {
            if (Pattern(parse, diagnostics) is not { } pattern)
            {
                return RecordScope.Open(fields);
            }

            var names = RegexRecordParser.FieldNames(pattern).ToList();
            CheckTypes(parse, names, diagnostics);
            var types = TypesOf(parse);
            return Add(() => new RegexRecordParser(fields.Target, pattern, types), RecordScope.Closed(fields, names));
        }
    }

    /// <summary>Whether the first record of each input is a header.</summary>
    /// <param name="parse">The parse step, if there is one.</param>
    public static bool HasHeader(ParseStep? parse) => parse is { Format: ParseFormat.Csv } && (parse.Header ?? parse.Columns is null);

    private static CsvFormat CsvFormatOf(ParseStep parse, DiagnosticBag diagnostics)
    {
        var delimiter = parse.Delimiter?.Text ?? ",";
        if (delimiter is not [> ' ' and < (char)127 or '\t' or ' '] || delimiter is "\"")
        {
            diagnostics.Add(DiagnosticCodes.InvalidValue, parse.Delimiter?.Mark ?? parse.Mark, $"The delimiter '{delimiter}' is not one ASCII character other than a quote.", "For example: delimiter: \";\"");
            delimiter = ",";
        }

        if (parse.Header == false && parse.Columns is null)
        {
            diagnostics.Add(DiagnosticCodes.MissingKey, parse.Mark, "CSV without a header needs its columns.", "For example: columns: [id, name]");
        }

        ImmutableArray<string>? columns = parse.Columns is null ? null : [.. parse.Columns.Select(column => column.Text)];
        if (columns is { } known)
        {
            CheckTypes(parse, known, diagnostics);
            foreach (var twice in known.GroupBy(name => name).Where(names => names.Count() > 1))
            {
                diagnostics.Add(DiagnosticCodes.DuplicateField, parse.Mark, $"The column '{twice.Key}' occurs twice.", "Give each column its own name.");
            }
        }

        return new CsvFormat((byte)delimiter[0], columns, TypesOf(parse));
    }

    private static Regex? Pattern(ParseStep parse, DiagnosticBag diagnostics)
    {
        if (parse.Pattern is not { } pattern)
        {
            diagnostics.Add(DiagnosticCodes.MissingKey, parse.Mark, "The regex format needs a pattern.", "For example: pattern: '^(?<level>\\w+) (?<message>.*)$'");
            return null;
        }

        try
        {
            return RegexRecordParser.Create(pattern.Text);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            diagnostics.Add(DiagnosticCodes.InvalidValue, pattern.Mark, $"The pattern cannot be used: {error.Message}");
            return null;
        }
    }

    private static void CheckKeys(ParseStep parse, DiagnosticBag diagnostics)
    {
        var isCsv = parse.Format == ParseFormat.Csv;
        var hasTypes = isCsv || parse.Format == ParseFormat.Regex;
        Refuse(parse.Pattern is not null && parse.Format != ParseFormat.Regex, "pattern", "regex");
        Refuse(parse.Header is not null && !isCsv, "header", "csv");
        Refuse(parse.Delimiter is not null && !isCsv, "delimiter", "csv");
        Refuse(parse.Columns is not null && !isCsv, "columns", "csv");
        Refuse(parse.Types.Count > 0 && !hasTypes, "types", "csv or regex");

        void Refuse(bool isWrong, string key, string formats)
        {
            if (isWrong)
            {
                diagnostics.Add(DiagnosticCodes.UnknownKey, parse.Mark, $"'{key}' belongs to the format {formats}, not to {parse.Format.ToString().ToLowerInvariant()}.");
            }
        }
    }

    private static void CheckTypes(ParseStep parse, IReadOnlyList<string> names, DiagnosticBag diagnostics)
    {
        foreach (var type in parse.Types.Where(type => !names.Contains(type.Name.Text)))
        {
            diagnostics.Add(DiagnosticCodes.UnknownField, type.Name.Mark, $"There is no field '{type.Name}' to give a type to.", NameSuggestion.For(type.Name.Text, names));
        }
    }

    private static Dictionary<string, FieldKind> TypesOf(ParseStep parse) =>
        parse.Types.DistinctBy(type => type.Name.Text).ToDictionary(type => type.Name.Text, type => type.Type, StringComparer.Ordinal);
}
