using System.Text;
using System.Text.RegularExpressions;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Parsing;

/// <summary>Parses records with a regular expression whose named groups are the fields.</summary>
/// <remarks>
/// <para>The expression runs in .NET's non-backtracking engine: time is linear in the record's length, so no input can stall a pipeline. It has no
/// look-around and no back-references; <see cref="Create"/> says so.</para>
/// <para>Cost: regular expressions work on UTF-16, so each record is decoded into a string and each match allocates. Expect about
/// a tenth of the speed of the built-in formats.</para>
/// <para>A group that took no part in the match is <c>null</c>.</para>
/// </remarks>
internal sealed class RegexRecordParser : IRecordParser
{
    private const string Reason = "no-match";

    private readonly Regex _expression;
    private readonly RegexField[] _fields;

    /// <summary>Creates a parser.</summary>
    /// <param name="target">The wanted fields. There is no origin: the format is closed.</param>
    /// <param name="expression">What <see cref="Create"/> made.</param>
    /// <param name="types">The types of fields that are not text.</param>
    public RegexRecordParser(ParseTarget target, Regex expression, IReadOnlyDictionary<string, FieldKind> types)
    {
        _expression = expression;
        var slots = target.Fields.ToDictionary(field => field.Name, field => field.Slot, StringComparer.Ordinal);
        _fields = [.. FieldNames(expression).Select(name =>
            new RegexField(expression.GroupNumberFromName(name), name, types.GetValueOrDefault(name), slots.GetValueOrDefault(name, -1)))];
    }

    /// <summary>Compiles an expression.</summary>
    /// <param name="pattern">The expression in .NET's syntax.</param>
    /// <exception cref="ArgumentException">The expression is malformed or has no named group.</exception>
    /// <exception cref="NotSupportedException">The expression needs backtracking.</exception>
    public static Regex Create(string pattern)
    {
        var expression = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
        return FieldNames(expression).Any()
            ? expression
            : throw new ArgumentException("The expression has no named group, so it gives no fields; write for example (?<status>\\d+).", nameof(pattern));
    }

    /// <summary>The named groups, which are the fields, in the expression's order.</summary>
    /// <param name="expression">The expression.</param>
    public static IEnumerable<string> FieldNames(Regex expression) => expression.GetGroupNames().Where(name => !char.IsAsciiDigit(name[0]));

    /// <inheritdoc/>
    public void Begin(SourceChunk chunk)
    {
    }

    /// <inheritdoc/>
    public bool TryParse(SourceChunk chunk, int record, Span<Value> row, out RecordFailure failure)
    {
        var start = chunk.Start(record);
        var bytes = chunk.Span(record);
        var text = Encoding.UTF8.GetString(bytes);
        var match = _expression.Match(text);
        if (!match.Success)
        {
            failure = new RecordFailure(Reason, "the record does not match the pattern");
            return false;
        }

        // In pure ASCII a character is a byte, so the groups can point into the record instead of being copied.
        var isAscii = text.Length == bytes.Length;
        foreach (ref readonly var field in _fields.AsSpan())
        {
            var group = match.Groups[field.Group];
            var value = !group.Success ? Value.Null
                : isAscii ? Value.Utf8(chunk.Buffer, start + group.Index, group.Length)
                : Value.String(group.Value);
            if (group.Success && !TryConvert(field, ref value))
            {
                failure = new RecordFailure("invalid-field", $"{FieldConverter.Reason(field.Kind)}: group '{field.Name}' is '{group.Value}'");
                return false;
            }

            if (field.Slot >= 0)
            {
                row[field.Slot] = value;
            }
        }

        failure = default;
        return true;
    }

    private static bool TryConvert(in RegexField field, ref Value value) => field.Kind == FieldKind.String
        || FieldConverter.TryConvert(value.IsUtf8 ? value.Utf8Span() : Encoding.UTF8.GetBytes(value.AsString()), field.Kind, ref value);
}
