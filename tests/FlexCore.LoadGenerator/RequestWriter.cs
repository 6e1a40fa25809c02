using System.Buffers;
using System.Globalization;
using System.Text;

namespace FlexCore.LoadGenerator;

/// <summary>Writes requests whose records have ids that no other connection uses. Used by one connection.</summary>
internal sealed class RequestWriter(int port, int connection)
{
    private readonly ArrayBufferWriter<byte> _body = new();
    private readonly ArrayBufferWriter<byte> _output = new();

    /// <summary>The number of the last record written, from 1.</summary>
    public long LastRecord { get; private set; }

    /// <summary>The id of a record.</summary>
    public static string IdOf(int connection, long record) => string.Create(CultureInfo.InvariantCulture, $"{connection}-{record}");

    /// <summary>Writes one request.</summary>
    /// <returns>The bytes; valid until the next call.</returns>
    public ReadOnlyMemory<byte> Write(LoadRequest request)
    {
        _body.ResetWrittenCount();
        _output.ResetWrittenCount();
        for (var i = 0; i < request.Records; i++)
        {
            WriteRecord(request.RecordBytes, isLine: request.Records > 1);
        }

        Append(_output, string.Create(CultureInfo.InvariantCulture, $"{request.Method} {request.Path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"));
        if (request.Records > 0)
        {
            Append(_output, request.Records == 1 ? "Content-Type: application/json\r\n" : "Content-Type: application/x-ndjson\r\n");
        }

        if (request.Method != "GET")
        {
            Append(_output, string.Create(CultureInfo.InvariantCulture, $"Content-Length: {_body.WrittenCount}\r\n"));
        }

        Append(_output, "\r\n");
        _output.Write(_body.WrittenSpan);
        return _output.WrittenMemory;
    }

    private void WriteRecord(int size, bool isLine)
    {
        var id = IdOf(connection, ++LastRecord);
        var start = string.Create(CultureInfo.InvariantCulture, $"{{\"id\":\"{id}\",\"type\":\"load.test\",\"value\":{LastRecord % 1000},\"text\":\"");
        Append(_body, start);
        var filler = Math.Max(0, size - start.Length - 3);
        _body.GetSpan(filler)[..filler].Fill((byte)'x');
        _body.Advance(filler);
        Append(_body, isLine ? "\"}\n" : "\"}");
    }

    private static void Append(ArrayBufferWriter<byte> output, string text) => output.Advance(Encoding.ASCII.GetBytes(text, output.GetSpan(text.Length)));
}
