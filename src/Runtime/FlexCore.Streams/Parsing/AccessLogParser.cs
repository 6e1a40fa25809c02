using FlexCore.Streams.Numbers;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Parsing;

/// <summary>Parses the Common and the Combined Log Format as Apache httpd and nginx write them.</summary>
/// <remarks>
/// <para><c>host ident user [time] "request" status bytes</c>, for Combined <c>"referer" "agent"</c>, then anything: the first number there
/// becomes <c>latency</c>. A field that is <c>-</c> is null.</para>
/// <para>Formats: Apache httpd documentation, mod_log_config, "Custom Log Formats"; nginx documentation, ngx_http_log_module.</para>
/// </remarks>
internal sealed class AccessLogParser : IRecordParser
{
    private const int Unwanted = -1;

    private readonly int[] _slots = new int[AccessLogFields.All.Length];
    private readonly bool _combined;
    private readonly bool _wantsRequestParts;
    private readonly TextArena _arena = new();

    /// <summary>Creates a parser.</summary>
    /// <param name="target">The wanted fields; a name the format does not have stays <c>undefined</c>. There is no origin: the format is closed.</param>
    /// <param name="format">Common or combined.</param>
    public AccessLogParser(ParseTarget target, AccessLogFormat format)
    {
        _combined = format == AccessLogFormat.Combined;
        Array.Fill(_slots, Unwanted);
        foreach (var field in target.Fields)
        {
            if (AccessLogFields.TryFind(field.Name, out var known))
            {
                _slots[(int)known] = field.Slot;
            }
        }

        _wantsRequestParts = SlotOf(AccessLogField.Method) >= 0 || SlotOf(AccessLogField.Url) >= 0
            || SlotOf(AccessLogField.Path) >= 0 || SlotOf(AccessLogField.Protocol) >= 0;
    }

    /// <inheritdoc/>
    public void Begin(SourceChunk chunk)
    {
    }

    /// <inheritdoc/>
    public bool TryParse(SourceChunk chunk, int record, Span<Value> row, out RecordFailure failure)
    {
        var line = new AccessLogLine(chunk.Buffer, chunk.Start(record), chunk.Length(record));
        if (!line.Scan(_combined, out var fault))
        {
            failure = fault.ToRecordFailure("invalid-access-log");
            return false;
        }

        Fill(line, row);
        failure = default;
        return true;
    }

    private void Fill(in AccessLogLine line, Span<Value> row)
    {
        Text(line, AccessLogField.Host, line.Host, row);
        Text(line, AccessLogField.Ident, line.Ident, row);
        Text(line, AccessLogField.User, line.User, row);
        Put(AccessLogField.Time, Value.Number(line.TimeMs), row);
        Put(AccessLogField.Status, NumberOrNull(line.Status), row);
        Put(AccessLogField.Bytes, NumberOrNull(line.Bytes), row);
        Text(line, AccessLogField.Request, line.Request, row);
        if (_wantsRequestParts)
        {
            FillRequestParts(line, row);
        }

        if (_combined)
        {
            Text(line, AccessLogField.Referer, line.Referer, row);
            Text(line, AccessLogField.Agent, line.Agent, row);
        }

        if (SlotOf(AccessLogField.Latency) >= 0)
        {
            row[SlotOf(AccessLogField.Latency)] = Latency(line);
        }
    }

    // A request line that is not "METHOD target[ PROTOCOL]" (TLS bytes sent to a plain port, "-") has no parts; `request` still shows it.
    private void FillRequestParts(in AccessLogLine line, Span<Value> row)
    {
        var request = line.Span(line.Request);
        var methodEnd = request.IndexOf((byte)' ');
        if (methodEnd <= 0 || request[..methodEnd].IndexOfAnyExceptInRange((byte)'A', (byte)'Z') >= 0)
        {
            Put(AccessLogField.Method, Value.Null, row);
            Put(AccessLogField.Url, Value.Null, row);
            Put(AccessLogField.Path, Value.Null, row);
            Put(AccessLogField.Protocol, Value.Null, row);
            return;
        }

        var start = line.Request.Start;
        var end = request.Length;
        var lastSpace = request.LastIndexOf((byte)' ');
        var hasProtocol = lastSpace > methodEnd && request[(lastSpace + 1)..].StartsWith("HTTP/"u8);
        var url = new TextRange(start + methodEnd + 1, (hasProtocol ? lastSpace : end) - methodEnd - 1);
        Text(line, AccessLogField.Method, new TextRange(start, methodEnd), row);
        Text(line, AccessLogField.Url, url, row);
        Text(line, AccessLogField.Protocol, hasProtocol ? new TextRange(start + lastSpace + 1, end - lastSpace - 1) : TextRange.Missing, row);
        if (SlotOf(AccessLogField.Path) >= 0)
        {
            var query = line.Span(url).IndexOf((byte)'?');
            Text(line, AccessLogField.Path, query < 0 ? url : url with { Length = query }, row);
        }
    }

    private static Value NumberOrNull(long number) => number < 0 ? Value.Null : Value.Number(number);

    private static Value Latency(in AccessLogLine line)
    {
        var rest = line.Span(line.Rest);
        while (!rest.IsEmpty)
        {
            var space = rest.IndexOf((byte)' ');
            var token = space < 0 ? rest : rest[..space];
            if (NumberReader.TryReadWhole(token.Trim((byte)'"'), out var number))
            {
                return number;
            }

            rest = space < 0 ? default : rest[(space + 1)..];
        }

        return Value.Null;
    }

    private void Text(in AccessLogLine line, AccessLogField field, TextRange range, Span<Value> row)
    {
        var slot = SlotOf(field);
        if (slot >= 0)
        {
            row[slot] = line.Text(range, _arena);
        }
    }

    private void Put(AccessLogField field, Value value, Span<Value> row)
    {
        var slot = SlotOf(field);
        if (slot >= 0)
        {
            row[slot] = value;
        }
    }

    private int SlotOf(AccessLogField field) => _slots[(int)field];
}
